import { Button } from '#client/ui/Button.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Stage } from '#client/ui/Stage.tsx';
import { words } from '#client/words/index.ts';

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
    <Stage title={words.onboarding.founded(plainName(organisation))} lead={words.onboarding.foundedLead}>
      <Button variant="primary" wide onPress={onInvite} autoFocus>
        {words.onboarding.invite}
      </Button>
      <Button wide onPress={onOpen}>
        {words.onboarding.lookAround}
      </Button>
    </Stage>
  );
}
