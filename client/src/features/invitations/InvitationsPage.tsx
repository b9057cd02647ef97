import { MailPlus } from 'lucide-react';
import { useState } from 'react';
import { useCore, useInvitations, usePeople } from '#client/bridge/hooks.ts';
import type { InvitationState, InvitationView, MeView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { Page } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { distance, fullTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { useNow } from '#client/ui/use-now.ts';
import styles from './Invitations.module.css';
import { NewInvitation } from './NewInvitation.tsx';
import { Reinvite } from './Reinvite.tsx';

const roleNames = { owner: 'Owner', admin: 'Admin', member: 'Member', guest: 'Guest' } as const;
const stateNames: Readonly<Record<InvitationState, string>> = {
  open: 'Open',
  used: 'Used',
  expired: 'Expired',
  revoked: 'Revoked',
};

/** Every invitation, and a way to make and to revoke them. */
export function InvitationsPage({ me, onBack }: { readonly me: MeView; readonly onBack: () => void }) {
  const core = useCore();
  const invitations = useInvitations();
  const people = usePeople();
  const now = useNow(60_000);
  const [creating, setCreating] = useState(false);
  const [again, setAgain] = useState<InvitationView>();
  const [revoking, setRevoking] = useState<InvitationView>();
  const revoke = useAction(
    (invitation: InvitationView) => core.revokeInvitation(invitation.id),
    () => setRevoking(undefined),
  );
  const sorted = [...invitations].sort(
    (left, right) => Number(right.state === 'open') - Number(left.state === 'open') || right.createdAt - left.createdAt,
  );
  const detail = ({ state, expiresAt, usedBy }: InvitationView): string => {
    switch (state) {
      case 'open':
        return `Ends ${distance(expiresAt, now)}`;
      case 'used': {
        const name = people.find((person) => person.id === usedBy)?.name;
        return name === undefined ? 'Used' : `Used by ${plainName(name)}`;
      }
      case 'expired':
        return `Ended ${distance(expiresAt, now)}`;
      case 'revoked':
        return 'Revoked; the link is dead';
    }
  };
  const create = (
    <Button variant="primary" size="s" icon={<MailPlus size={16} aria-hidden />} onPress={() => setCreating(true)}>
      New invitation
    </Button>
  );
  return (
    <Page title="Invitations" onBack={onBack} actions={sorted.length > 0 && create}>
      {sorted.length === 0 ? (
        <EmptyState icon={<MailPlus size={32} aria-hidden />} title="Invite your first colleague" action={create}>
          Each link lets one person join, once. Send it on a way that you trust: whoever opens it first, joins.
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {sorted.map((invitation) => (
            <li key={invitation.id} className={styles.row}>
              <span className={styles.words}>
                <span className={styles.name}>
                  <bdi>{plainName(invitation.nameHint)}</bdi>
                  <span className={styles.role}>
                    {invitation.resets === undefined ? roleNames[invitation.role] : 'New identity'}
                  </span>
                </span>
                <span className={styles.hint} title={`Made ${fullTime(invitation.createdAt)}`}>
                  {detail(invitation)}
                </span>
              </span>
              <span className={styles.state} data-state={invitation.state}>
                {stateNames[invitation.state]}
              </span>
              {invitation.state !== 'used' && invitation.resets === undefined && (
                <Button
                  size="s"
                  onPress={() => setAgain(invitation)}
                  aria-label={`Invite ${plainName(invitation.nameHint)} again`}
                >
                  Invite again
                </Button>
              )}
              {invitation.state === 'open' && (
                <Button
                  size="s"
                  onPress={() => {
                    revoke.clear();
                    setRevoking(invitation);
                  }}
                  aria-label={`Revoke the invitation for ${plainName(invitation.nameHint)}`}
                >
                  Revoke
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {again !== undefined && <Reinvite invitation={again} onClose={() => setAgain(undefined)} />}
      {creating && <NewInvitation me={me} onClose={() => setCreating(false)} />}
      <Confirm
        title="Revoke this invitation?"
        isOpen={revoking !== undefined}
        confirmLabel="Revoke"
        danger
        isPending={revoke.pending}
        onConfirm={() => {
          if (revoking !== undefined) revoke.run(revoking);
        }}
        onClose={() => setRevoking(undefined)}
      >
        <p>
          The link for <bdi>{plainName(revoking?.nameHint ?? '')}</bdi> will let nobody in any more. This cannot be
          taken back, but you can make a new one.
        </p>
        <Problem problem={revoke.problem} />
      </Confirm>
    </Page>
  );
}
