/** What admins decide, as signed entries. Each is judged by the log's own rules before it is sent. */
import { encodeBase64url } from '#shared/encoding/index.ts';
import { ID_BYTES, parseId, type SecurityGroupId, type UserId } from '#shared/ids/index.ts';
import {
  isWholeOrganisation,
  type LogEntry,
  type OrgState,
  policyOf,
  policyRecordOf,
  type RefusalCode,
  refusals,
} from '#shared/org-log/index.ts';
import { lockedFields, type PolicyValues, parseLocks, parsePolicy } from '#shared/policy/index.ts';
import { randomBytes } from '../crypto/primitives.ts';
import { type EntryBody, refusalOf, signDecision, userSigner } from '../identity/ceremonies.ts';
import { CeremonyError } from '../identity/errors.ts';
import type { Role } from '../port.ts';
import type { Decided, Decision, PolicyInput, PolicyScope } from '../port-admin.ts';
import type { OpenCore } from '../session/open-core.ts';
import { ProblemError } from '../session/problems.ts';
import { appendEntry } from '../session/rarely.ts';

/** Whether somebody may open the administration. */
export function requireAdmin({ log, identity }: OpenCore): void {
  const me = log.replica.state.users.get(identity.user);
  if (me?.standing !== 'active' || (me.role !== 'owner' && me.role !== 'admin')) throw new ProblemError('not-allowed');
}

/** What was decided so far for a group's policy, as one number. */
export function baseOf(state: OrgState, group: PolicyScope): number {
  return state.touched.get(`policy:${group}`) ?? -1;
}

/** As an entry says them: of what is locked, the locked fields only. */
function saidOf(state: OrgState, scope: PolicyScope, values: PolicyValues): Record<string, unknown> {
  if (!isWholeOrganisation(state, scope)) return { ...values };
  return Object.fromEntries(lockedFields(values).map((name) => [name, values[name]]));
}

/** The values of a group with `change` put in. @throws ProblemError where it has no such field, or a value is out of range. */
export function changedPolicy(state: OrgState, scope: PolicyScope, change: PolicyInput, now: number): PolicyValues {
  const record = policyRecordOf(state, scope);
  if (record === undefined) throw new ProblemError('not-found');
  const parse = isWholeOrganisation(state, scope) ? parseLocks : parsePolicy;
  try {
    return parse({ ...policyOf(record, now), ...change });
  } catch {
    throw new ProblemError('invalid-input', { sentence: 'A value lies outside of its range.' });
  }
}

function ownersWith(state: OrgState, change: { readonly add?: UserId; readonly without?: UserId }): UserId[] {
  const owners = [...state.users.values()].filter(({ role, standing }) => role === 'owner' && standing === 'active');
  const ids = owners.map(({ id }) => id).filter((id) => id !== change.without);
  return change.add === undefined || ids.includes(change.add) ? ids : [...ids, change.add];
}

function roleBody(state: OrgState, user: UserId, role: Role): EntryBody {
  const quorum = state.org?.quorum ?? 1;
  if (role === 'owner') return { kind: 'owners.set', owners: ownersWith(state, { add: user }), quorum };
  if (state.users.get(user)?.role !== 'owner') return { kind: 'user.update', user, role };
  // Whoever owns no more is an admin; what they are to be then is another decision.
  if (role !== 'admin') throw new CeremonyError('not-authorised');
  const owners = ownersWith(state, { without: user });
  if (owners.length < quorum) throw new CeremonyError('last-owner');
  return { kind: 'owners.set', owners, quorum };
}

function unchanged(state: OrgState, group: PolicyScope, base: number): void {
  if (baseOf(state, group) === base) return;
  throw new ProblemError('not-allowed', {
    sentence: 'Somebody else has decided on this policy meanwhile. Nothing was changed.',
    nextStep: 'Look at the policy as it is now, and decide anew.',
  });
}

/** The entry that says `decision` on `state`. @throws ProblemError, CeremonyError. */
function bodyOf(state: OrgState, decision: Decision, now: number): EntryBody {
  switch (decision.kind) {
    case 'suspend':
    case 'restore':
    case 'remove':
      return { kind: `user.${decision.kind}`, user: decision.user };
    case 'role':
      return roleBody(state, decision.user, decision.role);
    case 'move':
      return { kind: 'user.update', user: decision.user, group: decision.group };
    case 'revoke-device':
      return { kind: 'device.revoke', device: decision.device };
    case 'name-group': {
      const name = decision.name.trim();
      const taken = [...state.groups.values()].some((one) => one.name === name && one.id !== decision.group);
      if (taken) throw new ProblemError('invalid-input', { sentence: 'Another group has this name.' });
      const group = decision.group ?? parseId<SecurityGroupId>(encodeBase64url(randomBytes(ID_BYTES)));
      return { kind: 'security-group.set', group, name };
    }
    case 'set-policy': {
      unchanged(state, decision.group, decision.base);
      const values = changedPolicy(state, decision.group, decision.change, now);
      return { kind: 'policy.set', group: decision.group, values: saidOf(state, decision.group, values) };
    }
    case 'approve-policy':
      return { kind: 'policy.approve', group: decision.group, proposal: decision.proposal };
    case 'withdraw-policy': {
      unchanged(state, decision.group, decision.base);
      return {
        kind: 'policy.set',
        group: decision.group,
        values: saidOf(state, decision.group, changedPolicy(state, decision.group, {}, now)),
      };
    }
  }
}

/** Why the log refuses `decision` now; undefined where it does not. Nothing is sent. */
export function obstacle(core: OpenCore, decision: Decision): RefusalCode | undefined {
  const { log, device } = core;
  const { state } = log.replica;
  try {
    const now = device.now();
    return refusalOf(state, signDecision(state, { by: signerOf(core), now }, bodyOf(state, decision, now)));
  } catch (error) {
    if (error instanceof CeremonyError) return error.code;
    throw error;
  }
}

function signerOf({ identity }: OpenCore) {
  return userSigner(identity.user, identity.userIdentityKey.privateKey);
}

/** The sentences of refusals, where those of the log do not say what an admin can do. */
const advice: Partial<Record<RefusalCode, { readonly sentence: string; readonly nextStep: string }>> = {
  'not-authorised': {
    sentence: 'You may not decide this. About owners and admins, owners decide.',
    nextStep: 'Ask an owner to do it.',
  },
  'too-few-signatures': {
    sentence: 'More people must sign this together, and Tacit can collect their signatures for a policy only.',
    nextStep: 'Nothing was changed. Speak with the other owners and admins.',
  },
  'last-owner': {
    sentence: 'The organisation would be left without enough owners who can act.',
    nextStep: 'Make somebody else an owner first.',
  },
  'unknown-subject': {
    sentence: 'This was decided already, or there is nothing to decide.',
    nextStep: 'Look again; the page shows what holds now.',
  },
};

/** The words of a refusal, for a person. */
export function refusalWords(code: RefusalCode): { readonly sentence: string; readonly nextStep: string } {
  return advice[code] ?? { sentence: refusals[code], nextStep: 'Look again and decide anew.' };
}

/** Signs `decision` and puts it into the log. @throws ProblemError, TransportError. */
export async function decide(core: OpenCore, decision: Decision): Promise<Decided> {
  requireAdmin(core);
  const { device, log } = core;
  let entry: LogEntry['kind'] | undefined;
  try {
    await appendEntry(core, (state) => {
      const now = device.now();
      let body = bodyOf(state, decision, now);
      let envelope = signDecision(state, { by: signerOf(core), now }, body);
      let refusal = refusalOf(state, envelope);
      // A weakening that needs a second admin is proposed to the others.
      if (refusal === 'too-few-signatures' && body.kind === 'policy.set') {
        body = { ...body, kind: 'policy.propose' };
        envelope = signDecision(state, { by: signerOf(core), now }, body);
        refusal = refusalOf(state, envelope);
      }
      if (refusal !== undefined) throw new CeremonyError(refusal);
      entry = body.kind;
      return { envelope };
    });
  } catch (error) {
    if (error instanceof CeremonyError) throw new ProblemError('not-allowed', refusalWords(error.code));
    throw error;
  }
  if (entry === 'policy.propose') return { kind: 'proposed' };
  if (entry !== 'policy.set' && entry !== 'policy.approve') return { kind: 'done' };
  const scope = 'group' in decision ? decision.group : undefined;
  const group = scope === undefined ? undefined : policyRecordOf(log.replica.state, scope);
  const until = group?.pending?.effectiveAt ?? 0;
  return until > device.now() ? { kind: 'waits', until } : { kind: 'done' };
}
