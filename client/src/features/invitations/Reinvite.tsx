import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { InvitationView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { type Period, PeriodChoice } from '#client/ui/Period.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import { NewLink } from './NewLink.tsx';

/** The same invitation with a new link; the old link ends. */
export function Reinvite({
  invitation,
  onClose,
}: {
  readonly invitation: InvitationView;
  readonly onClose: () => void;
}) {
  const core = useCore();
  const [period, setPeriod] = useState<Period>('168');
  const [link, setLink] = useState<string>();
  const make = useAction(
    () => core.reinvite(invitation.id, Number(period)),
    (made) => setLink(made.link),
  );
  const name = plainName(invitation.nameHint);
  if (link !== undefined) return <NewLink name={name} link={link} onClose={onClose} />;
  return (
    <Dialog
      title={words.invitations.againTitle(name)}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isPending={make.pending} onPress={() => make.run()}>
          {words.invitations.makeNewLink}
        </Button>
      }
    >
      <p>{invitation.state === 'open' ? words.invitations.sameAndOldEnds : words.invitations.sameAsBefore}</p>
      <PeriodChoice value={period} onChange={setPeriod} />
      <Problem problem={make.problem} />
    </Dialog>
  );
}
