import { Notice } from '#client/ui/Notice.tsx';
import { Stage } from '#client/ui/Stage.tsx';

/** The page was opened without a link, in a browser profile that has no account. */
export function NoAccount() {
  return (
    <Stage
      title="You need an invitation"
      lead="Ask an owner or admin of your organisation for an invitation link, and open it in this browser."
    >
      <Notice tone="info" title="You have used Tacit here before?">
        Then this browser has emptied its storage, and your keys with it. Ask for a new invitation. If you reloaded the
        page of an invitation, open the link once more: it is still good.
      </Notice>
    </Stage>
  );
}
