import { Notice } from '#client/ui/Notice.tsx';
import { Stage } from '#client/ui/Stage.tsx';

/**
 * The page was opened without an invitation, in a browser profile that has no account.
 * @param toMessage it was opened by a link to a message.
 */
export function NoAccount({ toMessage }: { readonly toMessage: boolean }) {
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
      <Notice tone="info" title="You have used Tacit here before?">
        Then this browser has emptied its storage, and your keys with it. Ask for a new invitation. If you reloaded the
        page of an invitation, open the link once more: it is still good.
      </Notice>
    </Stage>
  );
}
