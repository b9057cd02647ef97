/** From where devices may sign in: the policy says it, and here alone it is enforced. */
import type { Identity } from '#server/auth/sign-in.ts';
import { type OrgState, policyFor, policyOfGroup } from '#shared/org-log/index.ts';
import { isInNetworks, type PolicyValues } from '#shared/policy/index.ts';

/** After every decision that waits for its time. */
const ALL_TIME = Number.MAX_SAFE_INTEGER;

/**
 * Whether the policy keeps `identity` from signing in from `address` at `now`: a stolen device or key must be of no use
 * elsewhere. An address that nobody vouches for, such as none at all, lies in no network.
 */
export function isElsewhere(state: OrgState, identity: Identity | null, address: string, now: number): boolean {
  const networks = policyOf(state, identity, now)?.networks ?? '';
  return networks !== '' && !isInNetworks(networks, address);
}

/** Whether what was decided between the two states shuts `identity` out from where it is, now or when it comes into force. */
export function shutsItselfOut(
  before: OrgState,
  after: OrgState,
  identity: Identity,
  address: string,
  now: number,
): boolean {
  return [now, ALL_TIME].some(
    (time) => isElsewhere(after, identity, address, time) && !isElsewhere(before, identity, address, time),
  );
}

function policyOf(state: OrgState, identity: Identity | null, now: number): PolicyValues | undefined {
  if (identity?.kind === 'device') {
    const user = state.devices.get(identity.device)?.user;
    return user && policyFor(state, user, now);
  }
  // Who is invited joins a group, and would have a device that may not come back.
  const group = identity?.kind === 'invitation' ? state.invitations.get(identity.invitation)?.group : undefined;
  return group && policyOfGroup(state, group, now);
}
