import { useEffect } from 'react';
import { useConnection, useCore } from '#client/bridge/hooks.ts';
import type { SessionView } from '#client/bridge/port.ts';
import { endSubscription, keepWaking } from '#client/bridge/waking.ts';

/** Keeps what browser and relay know of each other right, whenever the app is opened or the policy changes. */
export function useKeptWaking(mayBeWoken: boolean): void {
  const core = useCore();
  const { link } = useConnection();
  const online = link.kind === 'online';
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the policy is a reason to look.
  useEffect(() => {
    if (online) void keepWaking(core).catch(() => undefined);
  }, [core, online, mayBeWoken]);
}

/** Ends the waking of a browser whose person has no account here, or none any more. */
export function useEndedWaking(session: SessionView): void {
  const out =
    session.kind === 'stopped' && ['device-revoked', 'user-removed', 'suspended', 'wiped'].includes(session.reason);
  const nobody = out || session.kind === 'no-account' || session.kind === 'not-founded';
  useEffect(() => {
    if (nobody) void endSubscription().catch(() => undefined);
  }, [nobody]);
}
