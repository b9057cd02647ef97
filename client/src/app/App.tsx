import { useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useLocation } from 'wouter';
import { useSession } from '#client/bridge/hooks.ts';
import type { AppLink } from '#client/bridge/permalink.ts';
import { useBadge } from '#client/features/notifications/use-badge.ts';
import { useEndedWaking } from '#client/features/notifications/use-waking.ts';
import { FoundingCeremony } from '#client/features/onboarding/FoundingCeremony.tsx';
import { FoundingDone } from '#client/features/onboarding/FoundingDone.tsx';
import { InvitationLanding } from '#client/features/onboarding/InvitationLanding.tsx';
import { KeepRootKeyAgain } from '#client/features/onboarding/KeepRootKeyAgain.tsx';
import { NoAccount } from '#client/features/onboarding/NoAccount.tsx';
import { StoppedScreen } from '#client/features/stopped/StoppedScreen.tsx';
import { Elsewhere, Starting, Unreachable } from '#client/features/stopped/Waiting.tsx';
import { ConsentScreen } from '#client/features/unlock/ConsentScreen.tsx';
import { UnlockScreen } from '#client/features/unlock/UnlockScreen.tsx';
import { locale } from '#client/ui/locale.ts';
import { Toasts } from '#client/ui/toast.tsx';
import { paths } from './paths.ts';
import { Shell } from './Shell.tsx';

export interface AppProps {
  /** The secret of the link, if one was opened. */
  readonly fragment: string | undefined;
  /** The message that a link leads to, if one was opened; a new object each time. */
  readonly permalink: AppLink | undefined;
}

/** The screen that belongs to where this browser profile stands. */
export function App(props: AppProps) {
  return (
    <I18nProvider locale={locale()}>
      <Screen {...props} />
      <Toasts />
    </I18nProvider>
  );
}

function Screen({ fragment, permalink }: AppProps) {
  const session = useSession();
  const [, navigate] = useLocation();
  // The person who kept the root key a moment ago is told that it is done; one who unlocks tomorrow is not.
  const [keeping, setKeeping] = useState(false);
  if (session.kind === 'keep-root-key' && !keeping) setKeeping(true);
  if (keeping && session.kind !== 'keep-root-key' && session.kind !== 'open') setKeeping(false);
  useBadge(session.kind === 'open');
  useEndedWaking(session);

  switch (session.kind) {
    case 'starting':
      return <Starting />;
    case 'elsewhere':
      return <Elsewhere />;
    case 'unreachable':
      return <Unreachable {...session} />;
    case 'not-founded':
      return <FoundingCeremony code={fragment} passphraseMinLength={session.policy.passphraseMinLength} />;
    case 'no-account':
      return fragment === undefined ? (
        <NoAccount toMessage={permalink !== undefined} />
      ) : (
        <InvitationLanding key={fragment} fragment={fragment} />
      );
    case 'locked':
      return (
        <UnlockScreen
          organisation={session.organisation.name}
          name={session.name}
          failures={session.failures}
          {...(session.retryAt === undefined ? {} : { retryAt: session.retryAt })}
          {...(session.triesLeft === undefined ? {} : { triesLeft: session.triesLeft })}
          {...(session.checking === undefined ? {} : { checking: session.checking })}
          linkIgnored={fragment !== undefined}
          toMessage={permalink !== undefined}
        />
      );
    case 'consent':
      return <ConsentScreen key={session.text} organisation={session.organisation.name} text={session.text} />;
    case 'keep-root-key':
      return <KeepRootKeyAgain organisation={session.organisation} />;
    case 'open': {
      const leave = (path: string) => {
        navigate(path, { replace: true });
        setKeeping(false);
      };
      if (keeping) {
        return (
          <FoundingDone
            organisation={session.organisation.name}
            onInvite={() => leave(paths.invitations)}
            onOpen={() => leave(paths.home)}
          />
        );
      }
      return (
        <Shell organisation={session.organisation} me={session.me} policy={session.policy} permalink={permalink} />
      );
    }
    case 'stopped':
      return <StoppedScreen {...session} />;
  }
}
