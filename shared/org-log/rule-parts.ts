/** What the rules of the log have in common: what each is given, and who must have signed. */
import type { UserId } from '#shared/ids/index.ts';
import { type PolicyValues, parsePolicy, weakenedFields } from '#shared/policy/index.ts';
import { type Authority, activeSigners } from './authority.ts';
import type { EntryOf, LogEntryKind, Role } from './entries.ts';
import type { LogCrypto } from './merkle.ts';
import { Refusal, require } from './refusal.ts';
import { type OrgStateMutable, policyOf, type SecurityGroupRecord, type UserRecord, weakeningsOf } from './state.ts';

/** How long what weakens waits, in ms, so that everybody has had a notice of it. */
export const WEAKENING_DELAY = 24 * 3_600_000;

export interface Context {
  readonly state: OrgStateMutable;
  readonly authority: Authority;
  readonly crypto: LogCrypto;
  /** It was proposed, and its day of notice is over. */
  readonly waited?: boolean;
}

/** @throws Refusal */
export type Rule<Kind extends LogEntryKind> = (entry: EntryOf<Kind>, context: Context) => void;

export function known(state: OrgStateMutable, id: UserId): UserRecord {
  const record = state.users.get(id);
  if (record === undefined) throw new Refusal('unknown-subject');
  return record;
}

export function freshKey(state: OrgStateMutable, key: string): void {
  require(!state.keys.has(key), 'key-reused');
  state.keys.set(key, true);
}

export function parsedPolicy(values: unknown, parse = parsePolicy): PolicyValues {
  try {
    return parse(values);
  } catch {
    throw new Refusal('bad-policy');
  }
}

/** An organisation without an owner who can act could never be mended but by its root key. */
export function requireAnOwnerLeft(state: OrgStateMutable): void {
  const owners = [...state.users.values()].filter(({ role, standing }) => role === 'owner' && standing === 'active');
  require(owners.length >= (state.org?.quorum ?? 1), 'last-owner');
}

/**
 * One rogue or robbed admin must not weaken what protects everybody: a second one signs, or there is no second one.
 * @param except whose word does not count either way: it is about them.
 */
export function requireTwoAdmins(state: OrgStateMutable, authority: Authority, except?: UserId): void {
  const able = [...state.users.values()].filter((user) => user.id !== except && steers(user)).length;
  const signed = activeSigners(state, authority).filter((user) => user.id !== except && steers(user)).length;
  require(signed >= Math.min(2, able), 'too-few-signatures');
}

/** Whether somebody may decide now what admins decide. */
export function steers({ role, standing }: UserRecord): boolean {
  return standing === 'active' && (role === 'owner' || role === 'admin');
}

/**
 * Whether somebody who is moved between two groups would be protected less at any time that their policies know. There is
 * no clock here to say which of them is now, and an author's word for it would bring weakenings forward.
 */
export function weakensByMove(from: SecurityGroupRecord, to: SecurityGroupRecord): boolean {
  const times = [0, ...[from, to].flatMap(weakeningsOf).map(({ effectiveAt }) => effectiveAt)];
  return times.some((at) => weakenedFields(policyOf(from, at), policyOf(to, at)).length > 0);
}

/** Whether somebody may invite as `role`. */
export function mayInvite(author: UserRecord, role: Role): boolean {
  if (author.standing !== 'active') return false;
  return author.role === 'owner' || (author.role === 'admin' && (role === 'member' || role === 'guest'));
}
