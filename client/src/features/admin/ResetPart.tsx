import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { ResetLink } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { CopyButton } from '#client/ui/CopyButton.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { type Period, PeriodChoice } from '#client/ui/Period.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './Admin.module.css';

/** For somebody who has lost all devices: a link that gives them new keys. */
export function ResetPart({
  user,
  name,
  needsOthers,
}: {
  readonly user: UserId;
  readonly name: string;
  readonly needsOthers: boolean;
}) {
  const said = adminWords.decisions.reset;
  const [open, setOpen] = useState(false);
  return (
    <Part
      title={said.title}
      hint={said.hint}
      action={
        <Button onPress={() => setOpen(true)} size="s">
          {said.start}
        </Button>
      }
    >
      {open && <Reset user={user} name={name} needsOthers={needsOthers} onClose={() => setOpen(false)} />}
    </Part>
  );
}

function Reset({
  user,
  name,
  needsOthers,
  onClose,
}: Parameters<typeof ResetPart>[0] & { readonly onClose: () => void }) {
  const core = useCore();
  const said = adminWords.decisions.reset;
  const [period, setPeriod] = useState<Period>('24');
  const [made, setMade] = useState<ResetLink>();
  const make = useAction(() => core.resetIdentity(user, Number(period)), setMade);
  if (made !== undefined) {
    return (
      <Dialog
        title={said.made(name)}
        isOpen
        onClose={onClose}
        actions={
          <>
            <CopyButton text={made.link} label={said.copy} />
            <Button variant="primary" onPress={onClose}>
              {adminWords.console.done}
            </Button>
          </>
        }
      >
        <Field label={said.link} value={made.link} isReadOnly mono autoFocus />
        {made.proposed && (
          <Notice tone="info" title={said.proposed}>
            {said.proposedNext}
          </Notice>
        )}
        <Notice tone="warning" title={said.onlyNow}>
          {said.handOver(name)}
        </Notice>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={said.ask(name)}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isPending={make.pending} onPress={() => make.run()}>
          {needsOthers ? adminWords.console.signAndPropose : said.make}
        </Button>
      }
    >
      <ul className={styles.effects}>
        {[...said.effects(name), ...(needsOthers ? [said.needsOthers] : [])].map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <PeriodChoice value={period} onChange={setPeriod} />
      <Problem problem={make.problem} />
    </Dialog>
  );
}
