import { lazy, Suspense } from 'react';
import type { PolicyView } from '#client/bridge/port.ts';
import { Missing } from './Administration.tsx';

const LazyDialog = lazy(() =>
  import('#client/features/status/StatusDialog.tsx').then(
    ({ StatusDialog }) => ({ default: StatusDialog }),
    () => ({ default: Missing }),
  ),
);

/** What one sets of how one can be reached, loaded when it is opened. */
export function Status(props: { readonly policy: PolicyView; readonly onClose: () => void }) {
  return (
    <Suspense fallback={null}>
      <LazyDialog {...props} />
    </Suspense>
  );
}
