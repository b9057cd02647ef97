import { Button } from '#client/ui/Button.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Stage } from '#client/ui/Stage.tsx';

/** The end of the ceremony: what is true now, and the next thing to do. */
export function FoundingDone({
  organisation,
  onInvite,
  onOpen,
}: {
  readonly organisation: string;
  readonly onInvite: () => void;
  readonly onOpen: () => void;
}) {
  return (
    <Stage
      title={`${plainName(organisation)} is founded`}
      lead="The root key has left this browser: what you kept is the only copy. Now invite a colleague; each link works once."
    >
      <Button variant="primary" wide onPress={onInvite} autoFocus>
        Invite a colleague
      </Button>
      <Button wide onPress={onOpen}>
        Look around first
      </Button>
    </Stage>
  );
}
