import { lazy, Suspense, useState } from 'react';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Stage } from '#client/ui/Stage.tsx';

// Most people come with an invitation: nobody loads it for them.
const LazyLinkBrowser = lazy(() =>
  import('./LinkBrowser.tsx').then(
    ({ LinkBrowser }) => ({ default: LinkBrowser }),
    () => ({ default: Missing }),
  ),
);

function Missing({ onBack }: { readonly onBack: () => void }) {
  return (
    <Stage title="Link this browser">
      <Notice tone="danger" title="This page could not be loaded" announce>
        The server cannot be reached, or has a newer version. Reload Tacit and try again.
      </Notice>
      <Button wide onPress={onBack}>
        Back
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
      <Suspense fallback={<Stage title="Link this browser" />}>
        <LazyLinkBrowser onBack={() => setLinking(false)} />
      </Suspense>
    );
  }
  return (
    <Stage
      title="You need an invitation"
      lead="Ask an owner or admin of your organisation for an invitation link, and open it in this browser."
    >
      {toMessage && (
        <Notice tone="warning" title="The link that you opened leads to a message">
          Only people of the conversation can read it, in the browser that holds their account. Open the link there.
        </Notice>
      )}
      <Notice tone="info" title="You have an account already?">
        With a browser that you still use, link this one to it. If there is none, because its storage was emptied, ask
        for a new invitation. If you reloaded the page of an invitation, open the link once more: it is still good.
      </Notice>
      <Button wide onPress={() => setLinking(true)}>
        Link this browser to my account
      </Button>
    </Stage>
  );
}
