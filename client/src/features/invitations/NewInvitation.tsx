import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { MeView, Role } from '#client/bridge/port.ts';
import { Choice } from '#client/ui/Choice.tsx';
import { FormDialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { type Period, PeriodChoice } from '#client/ui/Period.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import { NewLink } from './NewLink.tsx';

const roles: readonly Role[] = ['member', 'admin', 'owner', 'guest'];

/** Makes an invitation, and shows its link: once, for it is kept nowhere. */
export function NewInvitation({ me, onClose }: { readonly me: MeView; readonly onClose: () => void }) {
  const core = useCore();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [period, setPeriod] = useState<Period>('168');
  const [link, setLink] = useState<string>();
  const create = useAction(
    () => core.createInvitation({ name: name.trim(), role, expiresInHours: Number(period) }),
    (made) => setLink(made.link),
  );
  const ready = name.trim() !== '';
  if (link !== undefined) return <NewLink name={name.trim()} link={link} onClose={onClose} />;
  return (
    <FormDialog
      title={words.invitations.make}
      submitLabel={words.invitations.makeLink}
      isReady={ready}
      action={create}
      onClose={onClose}
      after={<Problem problem={create.problem} />}
    >
      <Field
        label={words.invitations.whom}
        hint={words.invitations.whomHint}
        value={name}
        onChange={setName}
        maxLength={80}
        autoComplete="off"
        autoFocus
      />
      <Choice
        label={words.invitations.role}
        options={roles
          .filter((one) => me.role === 'owner' || one === 'member' || one === 'guest')
          .map((one) => ({ value: one, label: words.shared.roles[one], hint: words.invitations.roleHints[one] }))}
        value={role}
        onChange={setRole}
      />
      <PeriodChoice value={period} onChange={setPeriod} />
    </FormDialog>
  );
}
