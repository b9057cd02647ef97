import { useCallback, useEffect, useState } from 'react';
import { useCore, useSession } from '#client/bridge/hooks.ts';
import type { CoreProblem, InvitationPreview, Outcome } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { LogProgress } from '#client/ui/LogProgress.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { distance } from '#client/ui/time.ts';
import { AcceptInvitation } from './AcceptInvitation.tsx';

/** What a link that cannot be used any more is called; the core's sentence says what to do. */
const titles: Partial<Record<CoreProblem['code'], string>> = {
  'invitation-used': 'This link has been used',
  'invitation-expired': 'This link has expired',
  'invitation-revoked': 'This link was withdrawn',
  'invitation-tampered': 'This link is damaged',
  'already-founded': 'This link has been used',
};

const roleWords = { owner: 'an owner', admin: 'an admin', member: 'a member', guest: 'a guest' } as const;

/** Shows who invites whom, checked against the log, and then lets the person enrol. `fragment` left the address bar before. */
export function InvitationLanding({ fragment }: { readonly fragment: string }) {
  const core = useCore();
  const session = useSession();
  const [answer, setAnswer] = useState<Outcome<InvitationPreview>>();
  const [accepted, setAccepted] = useState(false);
  const look = useCallback(() => {
    let current = true;
    setAnswer(undefined);
    void core.previewInvitation(fragment).then((next) => {
      if (current) setAnswer(next);
    });
    return () => {
      current = false;
    };
  }, [core, fragment]);
  useEffect(look, [look]);

  if (answer === undefined) {
    return (
      <Stage title="Checking your invitation">
        {session.kind === 'no-account' && session.checking !== undefined ? (
          <LogProgress {...session.checking} />
        ) : (
          <Skeleton label="Checking the link against the organisation’s log" rows={2} />
        )}
      </Stage>
    );
  }
  if (!answer.ok) {
    const final = titles[answer.problem.code];
    return (
      <Stage title={final ?? 'The invitation could not be checked'}>
        <Problem problem={answer.problem} />
        {final === undefined && (
          <Button
            variant="primary"
            wide
            onPress={() => {
              look();
            }}
          >
            Try again
          </Button>
        )}
      </Stage>
    );
  }
  const { organisation, nameHint, role, expiresAt, policy, replaces = false } = answer.value;
  if (accepted) {
    return <AcceptInvitation fragment={fragment} nameHint={nameHint} isNamed={replaces} policy={policy} />;
  }
  if (replaces) {
    return (
      <Stage
        title={`Come back to ${plainName(organisation.name)}`}
        lead={
          <>
            This link gives <bdi>{plainName(nameHint)}</bdi> new keys, and ends all their old devices. It works once and
            ends {distance(expiresAt, Date.now())}.
          </>
        }
        footer="Everybody in the organisation is told. Old messages do not come with it; others add you to your rooms again."
      >
        <Button variant="primary" wide onPress={() => setAccepted(true)} autoFocus>
          This is me; make my new keys
        </Button>
      </Stage>
    );
  }
  return (
    <Stage
      title={`Join ${plainName(organisation.name)}`}
      lead={
        <>
          This invitation is for <bdi>{plainName(nameHint)}</bdi>, as {roleWords[role]}. It works once and ends{' '}
          {distance(expiresAt, Date.now())}.
        </>
      }
      footer="Your messages are encrypted in this browser. The server that carries them cannot read them."
    >
      <Button variant="primary" wide onPress={() => setAccepted(true)} autoFocus>
        Accept the invitation
      </Button>
    </Stage>
  );
}
