import { lazy, Suspense, useState } from 'react';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { words } from '#client/words/index.ts';

// Most people come with an invitation: nobody loads it for them.
const LazyLinkBrowser = lazy(() =>
  import('./LinkBrowser.tsx').then(
    ({ LinkBrowser }) => ({ default: LinkBrowser }),
    () => ({ default: Missing }),
  ),
);

function Missing({ onBack }: { readonly onBack: () => void }) {
  return (
    <Stage title={words.onboarding.none.linking}>
      <Notice tone="danger" title={words.shared.notLoaded} announce>
        {words.shared.notLoadedNext}
      </Notice>
      <Button wide onPress={onBack}>
        {words.ui.back}
      </Button>
    </Stage>
  );
}

/**
 * The page was opened without an invitation, in a browser profile that has no account.
 * @param toMessage it was opened by a link to a message.
 */
export function NoAccount({ toMessage }: { readonly toMessage: boolean }) {
  const [linking, setLinking] = useState(false);
  if (linking) {
    return (
      <Suspense fallback={<Stage title={words.onboarding.none.linking} />}>
        <LazyLinkBrowser onBack={() => setLinking(false)} />
      </Suspense>
    );
  }
  return (
    <Stage title={words.onboarding.none.title} lead={words.onboarding.none.lead}>
      {toMessage && (
        <Notice tone="warning" title={words.onboarding.none.toMessage}>
          {words.onboarding.none.toMessageNext}
        </Notice>
      )}
      <Notice tone="info" title={words.onboarding.none.hasAccount}>
        {words.onboarding.none.hasAccountNext}
      </Notice>
      <Button wide onPress={() => setLinking(true)}>
        {words.onboarding.none.link}
      </Button>
    </Stage>
  );
}
