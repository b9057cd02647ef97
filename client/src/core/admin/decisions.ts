/** What admins decide, as signed entries. Each is judged by the log's own rules before it is sent. */
import { encodeBase64url } from '#shared/encoding/index.ts';
import { ID_BYTES, parseId, type SecurityGroupId, type UserId } from '#shared/ids/index.ts';
import {
  DETAILS,
  type Details,
  type EntrySigner,
  isDetail,
  isWholeOrganisation,
  type LogEntry,
  type Matter,
  type OrgState,
  parseWitnessKey,
  policyOf,
  policyRecordOf,
  type RefusalCode,
} from '#shared/org-log/index.ts';
import { lockedFields, type PolicyValues, parseLocks, parsePolicy } from '#shared/policy/index.ts';
import { randomBytes, sha256 } from '../crypto/primitives.ts';
import { type EntryBody, refusalOf, signDecision, userSigner } from '../identity/ceremonies.ts';
import { CeremonyError } from '../identity/errors.ts';
import type { Role } from '../port.ts';
import type { Decided, Decision } from '../port-admin.ts';
import type { PolicyInput, PolicyScope } from '../port-policy.ts';
import type { OpenCore } from '../session/open-core.ts';
import { ProblemError } from '../session/problems.ts';
import { appendEntry } from '../session/rarely.ts';
import { adminWords } from '../words/admin.ts';
import { coreWords } from '../words/index.ts';

/** How long a proposal is open, in ms. */
const PROPOSAL_LIFE = 14 * 24 * 3_600_000;

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
    throw new ProblemError('invalid-input', { sentence: adminWords.decisions.outOfRange });
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

/** @throws ProblemError for what is no verifier key of a witness. */
function witnessesOf(keys: readonly string[]): { witnesses: { name: string; key: string }[] } {
  try {
    const read = keys.map((key) => parseWitnessKey(key, { sha256 }));
    return { witnesses: read.map(({ name, key }) => ({ name, key })) };
  } catch {
    throw new ProblemError('invalid-input', {
      sentence: adminWords.decisions.noWitness,
      nextStep: adminWords.decisions.copyWitness,
    });
  }
}

/** @throws ProblemError for what is no single line, or too long. */
function detailsOf(given: Details): Details {
  const said = DETAILS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name].trim()] as const]));
  if (said.length > 0 && said.every(([, text]) => isDetail(text))) return Object.fromEntries(said);
  throw new ProblemError('invalid-input', {
    sentence: adminWords.decisions.detailTooLong,
    nextStep: adminWords.decisions.shortenDetail,
  });
}

function unchanged(state: OrgState, group: PolicyScope, base: number): void {
  if (baseOf(state, group) === base) return;
  throw new ProblemError('not-allowed', {
    sentence: adminWords.decisions.decidedMeanwhile,
    nextStep: adminWords.decisions.lookAtPolicy,
  });
}

/** The entry that says `decision` on `state`. @throws ProblemError, CeremonyError. */
export function bodyOf(state: OrgState, decision: Decision, now: number): EntryBody {
  switch (decision.kind) {
    case 'suspend':
    case 'restore':
    case 'remove':
      return { kind: `user.${decision.kind}`, user: decision.user };
    case 'role':
      return roleBody(state, decision.user, decision.role);
    case 'move':
      return { kind: 'user.update', user: decision.user, group: decision.group };
    case 'details':
      return { kind: 'user.update', user: decision.user, details: detailsOf(decision.details) };
    case 'revoke-device':
      return { kind: 'device.revoke', device: decision.device };
    case 'name-group': {
      const name = decision.name.trim();
      const taken = [...state.groups.values()].some((one) => one.name === name && one.id !== decision.group);
      if (taken) throw new ProblemError('invalid-input', { sentence: adminWords.decisions.groupTaken });
      const group = decision.group ?? parseId<SecurityGroupId>(encodeBase64url(randomBytes(ID_BYTES)));
      return { kind: 'security-group.set', group, name };
    }
    case 'owners':
      return { kind: 'owners.set', owners: [...decision.owners], quorum: decision.quorum };
    case 'witnesses':
      return { kind: 'witnesses.set', ...witnessesOf(decision.keys), required: decision.required };
    case 'approve': {
      const matter = state.proposals.get(decision.proposal)?.matter;
      if (matter === undefined) throw new CeremonyError('unknown-subject');
      return { kind: 'decision.enact', proposal: decision.proposal, matter };
    }
    case 'withdraw':
      return { kind: 'decision.withdraw', proposal: decision.proposal };
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

const matters: readonly string[] = [
  'owners.set',
  'witnesses.set',
  'invite.create',
  'user.update',
] satisfies readonly Matter['kind'][];

/** What can be done instead where others have to sign too: the same, proposed to them. */
export function together(body: EntryBody, now: number): EntryBody | undefined {
  if (body.kind === 'policy.set') return { ...body, kind: 'policy.propose' };
  if (body.kind === 'decision.enact') return { kind: 'decision.approve', proposal: body.proposal };
  if (!matters.includes(body.kind)) return undefined;
  return { kind: 'decision.propose', matter: body as Matter, expiresAt: now + PROPOSAL_LIFE };
}

/** Signs `body`, or what stands for it where others have to sign too. @throws CeremonyError where neither is admitted. */
export function signed(
  state: OrgState,
  by: { readonly by: EntrySigner; readonly now: number },
  body: EntryBody,
): { readonly envelope: Uint8Array; readonly kind: LogEntry['kind'] } {
  const envelope = signDecision(state, by, body);
  const refusal = refusalOf(state, envelope);
  if (refusal === undefined) return { envelope, kind: body.kind };
  const instead = refusal === 'too-few-signatures' || refusal === 'must-wait' ? together(body, by.now) : undefined;
  if (instead === undefined) throw new CeremonyError(refusal);
  const other = signDecision(state, by, instead);
  const still = refusalOf(state, other);
  if (still !== undefined) throw new CeremonyError(still);
  return { envelope: other, kind: instead.kind };
}

/** Whether `body` comes about by this person's signature, with those of others, or not at all. */
export function reachOf(core: OpenCore, body: EntryBody): 'alone' | 'together' | undefined {
  const { log, device } = core;
  try {
    const { kind } = signed(log.replica.state, { by: signerOf(core), now: device.now() }, body);
    return kind === body.kind ? 'alone' : 'together';
  } catch (error) {
    if (error instanceof CeremonyError) return undefined;
    throw error;
  }
}

/** The same of a decision. */
export function reach(core: OpenCore, decision: Decision): 'alone' | 'together' | undefined {
  try {
    return reachOf(core, bodyOf(core.log.replica.state, decision, core.device.now()));
  } catch (error) {
    if (error instanceof CeremonyError) return undefined;
    throw error;
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

export function signerOf({ identity }: OpenCore): EntrySigner {
  return userSigner(identity.user, identity.userIdentityKey.privateKey);
}

/** The words of a refusal, for a person. */
export function refusalWords(code: RefusalCode): { readonly sentence: string; readonly nextStep: string } {
  const { advice, decideAnew } = adminWords.decisions;
  const known: Partial<Record<RefusalCode, { readonly sentence: string; readonly nextStep: string }>> = advice;
  return known[code] ?? { sentence: coreWords.refusals[code], nextStep: decideAnew };
}

/** Signs `decision` and puts it into the log. @throws ProblemError, TransportError. */
export async function decide(core: OpenCore, decision: Decision): Promise<Decided> {
  requireAdmin(core);
  const { device, log } = core;
  let entry: LogEntry['kind'] | undefined;
  try {
    await appendEntry(core, (state) => {
      const now = device.now();
      const made = signed(state, { by: signerOf(core), now }, bodyOf(state, decision, now));
      entry = made.kind;
      return made;
    });
  } catch (error) {
    if (error instanceof CeremonyError) throw new ProblemError('not-allowed', refusalWords(error.code));
    throw error;
  }
  if (entry === 'policy.propose' || entry === 'decision.propose') return { kind: 'proposed' };
  if (entry === 'decision.approve') return { kind: 'signed' };
  if (entry !== 'policy.set' && entry !== 'policy.approve') return { kind: 'done' };
  const scope = 'group' in decision ? decision.group : undefined;
  const group = scope === undefined ? undefined : policyRecordOf(log.replica.state, scope);
  const until = group?.pending?.effectiveAt ?? 0;
  return until > device.now() ? { kind: 'waits', until } : { kind: 'done' };
}
