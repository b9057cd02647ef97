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
  const [open, setOpen] = useState(false);
  return (
    <Part
      title="Lost all devices"
      hint="A link with which they come back as the same person, with new keys. Everybody is told."
      action={
        <Button onPress={() => setOpen(true)} size="s">
          Give a new identity
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
  const [period, setPeriod] = useState<Period>('24');
  const [made, setMade] = useState<ResetLink>();
  const make = useAction(() => core.resetIdentity(user, Number(period)), setMade);
  if (made !== undefined) {
    return (
      <Dialog
        title={`New identity for ${name}`}
        isOpen
        onClose={onClose}
        actions={
          <>
            <CopyButton text={made.link} label="Copy link" />
            <Button variant="primary" onPress={onClose}>
              Done
            </Button>
          </>
        }
      >
        <Field label="Link" value={made.link} isReadOnly mono autoFocus />
        {made.proposed && (
          <Notice tone="info" title="It works once another admin has approved it">
            They find it in their administration. Keep the link until then.
          </Notice>
        )}
        <Notice tone="warning" title="It is shown only now and works once">
          Hand it to {name} in person, or on a way on which you know their voice or face. Whoever opens it becomes{' '}
          {name}.
        </Notice>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`Give ${name} a new identity?`}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isPending={make.pending} onPress={() => make.run()}>
          {needsOthers ? 'Sign and propose' : 'Make the link'}
        </Button>
      }
    >
      <ul className={styles.effects}>
        <li>Make sure that it is really {name} who asks you: speak with them, do not only read a message.</li>
        <li>When the link is opened, all old devices of {name} are revoked, and leave every conversation.</li>
        <li>Everybody’s app tells it, and their safety number with {name} is a new one.</li>
        <li>Old messages do not come back. Others add {name} to their rooms again.</li>
        <li>If {name} has lost nothing, their app tells them, and they can stop it.</li>
        {needsOthers && (
          <li>It needs others to sign too: one person alone must not be able to take somebody’s place.</li>
        )}
      </ul>
      <PeriodChoice value={period} onChange={setPeriod} />
      <Problem problem={make.problem} />
    </Dialog>
  );
}
