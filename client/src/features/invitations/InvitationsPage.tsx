import { MailPlus } from 'lucide-react';
import { useState } from 'react';
import { useCore, useInvitations, usePeople } from '#client/bridge/hooks.ts';
import type { InvitationView, MeView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Chip } from '#client/ui/Chip.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { Page } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Row, Rows } from '#client/ui/Rows.tsx';
import { Sentence } from '#client/ui/Sentence.tsx';
import { distance, fullTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import styles from './Invitations.module.css';
import { NewInvitation } from './NewInvitation.tsx';
import { Reinvite } from './Reinvite.tsx';

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
        return words.invitations.ends(distance(expiresAt, now));
      case 'used': {
        const name = people.find((person) => person.id === usedBy)?.name;
        return name === undefined ? words.invitations.used : words.invitations.usedBy(plainName(name));
      }
      case 'expired':
        return words.invitations.ended(distance(expiresAt, now));
      case 'revoked':
        return words.invitations.dead;
    }
  };
  const create = (
    <Button variant="primary" size="s" icon={<MailPlus size={16} aria-hidden />} onPress={() => setCreating(true)}>
      {words.invitations.make}
    </Button>
  );
  return (
    <Page title={words.invitations.title} onBack={onBack} actions={sorted.length > 0 && create}>
      {sorted.length === 0 ? (
        <EmptyState icon={<MailPlus size={32} aria-hidden />} title={words.invitations.first} action={create}>
          {words.invitations.firstHint}
        </EmptyState>
      ) : (
        <Rows>
          {sorted.map((invitation) => (
            <Row
              key={invitation.id}
              name={plainName(invitation.nameHint)}
              beside={
                invitation.resets === undefined ? words.shared.roles[invitation.role] : words.invitations.newIdentity
              }
              hint={<span title={words.invitations.made(fullTime(invitation.createdAt))}>{detail(invitation)}</span>}
            >
              <span className={styles.state} data-state={invitation.state}>
                <Chip tone={invitation.state === 'open' ? 'positive' : 'plain'}>
                  {words.invitations.states[invitation.state]}
                </Chip>
              </span>
              {invitation.state !== 'used' && invitation.resets === undefined && (
                <Button
                  size="s"
                  onPress={() => setAgain(invitation)}
                  aria-label={words.invitations.inviteAgain(plainName(invitation.nameHint))}
                >
                  {words.invitations.again}
                </Button>
              )}
              {invitation.state === 'open' && (
                <Button
                  size="s"
                  onPress={() => {
                    revoke.clear();
                    setRevoking(invitation);
                  }}
                  aria-label={words.invitations.revokeFor(plainName(invitation.nameHint))}
                >
                  {words.invitations.revoke}
                </Button>
              )}
            </Row>
          ))}
        </Rows>
      )}
      {again !== undefined && <Reinvite invitation={again} onClose={() => setAgain(undefined)} />}
      {creating && <NewInvitation me={me} onClose={() => setCreating(false)} />}
      <Confirm
        title={words.invitations.revokeTitle}
        isOpen={revoking !== undefined}
        confirmLabel={words.invitations.revoke}
        danger
        isPending={revoke.pending}
        onConfirm={() => {
          if (revoking !== undefined) revoke.run(revoking);
        }}
        onClose={() => setRevoking(undefined)}
      >
        <p>
          <Sentence
            of={words.invitations.revokeWarning}
            with={{ name: <bdi>{plainName(revoking?.nameHint ?? '')}</bdi> }}
          />
        </p>
        <Problem problem={revoke.problem} />
      </Confirm>
    </Page>
  );
}
