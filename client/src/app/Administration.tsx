import { lazy, Suspense } from 'react';
import { Notice } from '#client/ui/Notice.tsx';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { words } from '#client/words/index.ts';

/** Stands for a page that could not be loaded: the server holds it. */
export function Missing() {
  return (
    <Notice tone="danger" title={words.shared.notLoaded} announce>
      {words.shared.notLoadedNext}
    </Notice>
  );
}

// Few people ever open these, so nobody loads them with the app.
const LazyAdmin = lazy(() =>
  import('#client/features/admin/AdminPage.tsx').then(
    ({ AdminPage }) => ({ default: AdminPage }),
    () => ({ default: Missing }),
  ),
);
const LazyApplies = lazy(() =>
  import('#client/features/admin/WhatApplies.tsx').then(
    ({ WhatApplies }) => ({ default: WhatApplies }),
    () => ({ default: Missing }),
  ),
);

const LazyDevices = lazy(() =>
  import('#client/features/devices/MyDevices.tsx').then(
    ({ MyDevices }) => ({ default: MyDevices }),
    () => ({ default: Missing }),
  ),
);

const LazySettings = lazy(() =>
  import('#client/features/settings/SettingsPage.tsx').then(
    ({ SettingsPage }) => ({ default: SettingsPage }),
    () => ({ default: Missing }),
  ),
);

/** The settings, loaded when they are opened. */
export function Settings(props: Omit<Parameters<typeof LazySettings>[0], 'devices' | 'applies'>) {
  return (
    <Suspense fallback={<Skeleton label={words.app.loadingSettings} rows={6} />}>
      <LazySettings {...props} devices={<MyDevices />} applies={<Applies />} />
    </Suspense>
  );
}

/** The administration, loaded when it is opened. */
export function Administration(props: Parameters<typeof LazyAdmin>[0]) {
  return (
    <Suspense fallback={<Skeleton label={words.app.loadingAdmin} rows={6} />}>
      <LazyAdmin {...props} />
    </Suspense>
  );
}

/** What applies to this person, loaded when the settings are opened. */
function Applies() {
  return (
    <Suspense fallback={<Skeleton label={words.app.loadingApplies} />}>
      <LazyApplies />
    </Suspense>
  );
}

/** The person's devices, loaded when the settings are opened. */
function MyDevices() {
  return (
    <Suspense fallback={<Skeleton label={words.app.loadingDevices} />}>
      <LazyDevices />
    </Suspense>
  );
}
