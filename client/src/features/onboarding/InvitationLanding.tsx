import { useCallback, useEffect, useState } from 'react';
import { useCore, useSession } from '#client/bridge/hooks.ts';
import type { CoreProblem, InvitationPreview, Outcome } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { LogProgress } from '#client/ui/LogProgress.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { distance } from '#client/ui/time.ts';
import { words } from '#client/words/index.ts';
import { AcceptInvitation } from './AcceptInvitation.tsx';

/** What a link that cannot be used any more is called; the core's sentence says what to do. */
function finalTitle(code: CoreProblem['code']): string | undefined {
  switch (code) {
    case 'invitation-used':
    case 'already-founded':
      return words.onboarding.linkUsed;
    case 'invitation-expired':
      return words.onboarding.linkExpired;
    case 'invitation-revoked':
      return words.onboarding.linkRevoked;
    case 'invitation-tampered':
      return words.onboarding.linkDamaged;
    default:
      return undefined;
  }
}

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
      <Stage title={words.onboarding.checking}>
        {session.kind === 'no-account' && session.checking !== undefined ? (
          <LogProgress {...session.checking} />
        ) : (
          <Skeleton label={words.onboarding.checkingLink} rows={2} />
        )}
      </Stage>
    );
  }
  if (!answer.ok) {
    const final = finalTitle(answer.problem.code);
    return (
      <Stage title={final ?? words.onboarding.notChecked}>
        <Problem problem={answer.problem} />
        {final === undefined && (
          <Button
            variant="primary"
            wide
            onPress={() => {
              look();
            }}
          >
            {words.onboarding.tryAgain}
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
        title={words.onboarding.comeBackTo(plainName(organisation.name))}
        lead={
          <Sentence
            of={words.onboarding.newKeysFor(distance(expiresAt, Date.now()))}
            with={{ name: <bdi>{plainName(nameHint)}</bdi> }}
          />
        }
        footer={words.onboarding.newKeysFooter}
      >
        <Button variant="primary" wide onPress={() => setAccepted(true)} autoFocus>
          {words.onboarding.thisIsMe}
        </Button>
      </Stage>
    );
  }
  return (
    <Stage
      title={words.onboarding.joinTo(plainName(organisation.name))}
      lead={
        <Sentence
          of={words.onboarding.invitationFor(role, distance(expiresAt, Date.now()))}
          with={{ name: <bdi>{plainName(nameHint)}</bdi> }}
        />
      }
      footer={words.onboarding.invitationFooter}
    >
      <Button variant="primary" wide onPress={() => setAccepted(true)} autoFocus>
        {words.onboarding.accept}
      </Button>
    </Stage>
  );
}
