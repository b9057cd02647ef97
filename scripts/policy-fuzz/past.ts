/**
 * What a list of admitted deeds says about people, groups and devices. Everything is read off the list whenever it is
 * asked for; nothing is carried along, so that a mistake in how the product carries its state along is not made twice.
 */
import type { DeviceId, InvitationId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import type { DetailName, Role } from '#shared/org-log/index.ts';
import { type PolicyField, policyFields } from '#shared/policy/index.ts';
import { broughtAbout, type Deed, type DeedOf } from './deed.ts';

export type Past = readonly Deed[];
/** Policy values of an entry, with the defaults of fields that it leaves out. */
export type Values = Readonly<Record<string, unknown>>;
/** From when on which values apply, in order; the first from ever. */
export type Timeline = readonly { readonly from: number; readonly values: Values }[];

const DAY = 24 * 3_600_000;

function founding(past: Past): DeedOf<'org.create'> | undefined {
  const entry = past[0]?.entry;
  return entry?.kind === 'org.create' ? entry : undefined;
}

const all = <Kind extends Deed['entry']['kind']>(past: Past, kind: Kind): DeedOf<Kind>[] =>
  past.flatMap((deed) => {
    const entry = broughtAbout(deed.entry);
    return entry.kind === kind ? [entry as DeedOf<Kind>] : [];
  });

export function invitationOf(past: Past, id: InvitationId): DeedOf<'invite.create'> | undefined {
  return all(past, 'invite.create').find(({ invitation }) => invitation === id);
}

/** Whether an invitation was used or withdrawn. */
export function isSpent(past: Past, id: InvitationId): boolean {
  return past.some(
    ({ entry }) =>
      (entry.kind === 'user.enrol' || entry.kind === 'invite.revoke' || entry.kind === 'identity.reset') &&
      entry.invitation === id,
  );
}

function enrolmentOf(past: Past, user: UserId): DeedOf<'user.enrol'> | undefined {
  return all(past, 'user.enrol').find((entry) => entry.user === user);
}

export function people(past: Past): UserId[] {
  const first = founding(past)?.owner.id;
  return [...(first ? [first] : []), ...all(past, 'user.enrol').map(({ user }) => user)];
}

export function isKnown(past: Past, user: UserId): boolean {
  return people(past).includes(user);
}

export function standingOf(past: Past, user: UserId): 'active' | 'suspended' | 'removed' {
  const last = past.findLast(
    ({ entry }) =>
      (entry.kind === 'user.suspend' || entry.kind === 'user.restore' || entry.kind === 'user.remove') &&
      entry.user === user,
  )?.entry.kind;
  if (last === 'user.suspend') return 'suspended';
  return last === 'user.remove' ? 'removed' : 'active';
}

export function roleOf(past: Past, user: UserId): Role {
  let role: Role = founding(past)?.owner.id === user ? 'owner' : 'member';
  for (const entry of past.map((deed) => broughtAbout(deed.entry))) {
    if (entry.kind === 'user.enrol' && entry.user === user) {
      role = invitationOf(past, entry.invitation)?.role ?? 'member';
    } else if (entry.kind === 'user.update' && entry.user === user) {
      role = entry.role ?? role;
    } else if (entry.kind === 'owners.set') {
      if (entry.owners.includes(user)) role = 'owner';
      else if (role === 'owner') role = 'admin';
    }
  }
  return role;
}

export function userKeyOf(past: Past, user: UserId): string | undefined {
  const first = founding(past)?.owner;
  return (
    all(past, 'identity.reset').findLast((entry) => entry.user === user)?.key ??
    enrolmentOf(past, user)?.key ??
    (first?.id === user ? first.key : undefined)
  );
}

export function groupOf(past: Past, user: UserId): SecurityGroupId | undefined {
  const moved = all(past, 'user.update').findLast((entry) => entry.user === user && entry.group !== undefined)?.group;
  const enrolment = enrolmentOf(past, user);
  const invited = enrolment && invitationOf(past, enrolment.invitation)?.group;
  return moved ?? invited ?? founding(past)?.group.id;
}

/** What is said of somebody beside the name: of each field what was said of it last. */
export function detailOf(past: Past, user: UserId, name: DetailName): string | undefined {
  const said = all(past, 'user.update').findLast((one) => one.user === user && one.details?.[name] !== undefined);
  return said?.details?.[name] || undefined;
}

export function quorumOf(past: Past): number {
  return all(past, 'owners.set').at(-1)?.quorum ?? 1;
}

export function rootKeyOf(past: Past): string | undefined {
  return founding(past)?.rootKey;
}

export function relayKeyOf(past: Past): string | undefined {
  return all(past, 'relay-key.set').at(-1)?.relayLogKey ?? founding(past)?.relayLogKey;
}

export function groups(past: Past): SecurityGroupId[] {
  const first = founding(past)?.group.id;
  return [...new Set([...(first ? [first] : []), ...all(past, 'security-group.set').map(({ group }) => group)])];
}

/** Every key that has stood in the log. */
export function keysOf(past: Past): string[] {
  const named = past.flatMap(({ entry: said, certificate }) => {
    const entry = broughtAbout(said);
    switch (entry.kind) {
      case 'org.create':
        return [entry.rootKey, entry.relayLogKey, entry.owner.key];
      case 'relay-key.set':
        return [entry.relayLogKey];
      case 'invite.create':
      case 'user.enrol':
      case 'identity.reset':
        return [entry.key];
      case 'witnesses.set':
        return entry.witnesses.map(({ key }) => key);
      case 'device.add':
        return certificate ? [certificate.content.key] : [];
      default:
        return [];
    }
  });
  // A witness that stays is named again.
  return [...new Set(named)];
}

export function witnessesOf(past: Past): DeedOf<'witnesses.set'>['witnesses'] {
  return all(past, 'witnesses.set').at(-1)?.witnesses ?? [];
}

export interface PastDevice {
  readonly id: DeviceId;
  readonly user: UserId;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly revoked: boolean;
}

export function devices(past: Past): PastDevice[] {
  return past.flatMap(({ entry, certificate }, index) => {
    if (entry.kind !== 'device.add' || certificate === undefined) return [];
    const { device: id, user, notBefore, notAfter } = certificate.content;
    const revoked = past
      .slice(index)
      .some(
        ({ entry: later }) =>
          (later.kind === 'device.revoke' && later.device === id) ||
          (later.kind === 'identity.reset' && later.user === user),
      );
    return [{ id, user, notBefore, notAfter, revoked }];
  });
}

export function mayDeviceAct(past: Past, id: DeviceId, at: number): boolean {
  const device = devices(past).find((one) => one.id === id);
  if (device === undefined || device.revoked || at < device.notBefore || at > device.notAfter) return false;
  return standingOf(past, device.user) === 'active';
}

export function latest(past: Past): number {
  return past.reduce((newest, { entry }) => Math.max(newest, entry.at), 0);
}

/** Whether anything is protected less under `after` than under `before`. */
export function weaker(before: Values, after: Values): boolean {
  return weakerIn(before, after).length > 0;
}

/** What is protected less under `after` than under `before`. */
export function weakerIn(before: Values, after: Values): string[] {
  const lessIn = ([name, field]: [string, (typeof policyFields)[keyof typeof policyFields]]): boolean => {
    const [was, becomes] = [before[name], after[name]];
    if ('networks' in field) return was !== '' && !(becomes !== '' && isInside(String(becomes), String(was)));
    if (field.kind === 'text') return was !== '' && becomes !== was;
    if (field.kind === 'choice') {
      const order: readonly unknown[] = field.strongestFirst;
      return order.indexOf(becomes) > order.indexOf(was);
    }
    // None is less than nothing: after it, everything in the range protects more.
    if ('orNone' in field && was !== becomes && (was === 0 || becomes === 0)) return becomes === 0;
    const growth = Number(becomes) - Number(was);
    return field.weaker === 'more' ? growth > 0 : growth < 0;
  };
  return Object.entries(policyFields)
    .filter(lessIn)
    .map(([name]) => name);
}

/** The networks that are played with, as the quarters of 10.0.0.0/8 and the one of IPv6 that they are. */
export const someNetworks: Readonly<Record<string, string>> = {
  '10.0.0.0/8': 'abcd',
  '10.0.0.0/9': 'ab',
  '10.64.0.0/10': 'b',
  '10.128.0.0/9': 'cd',
  '2001:db8::/32': 'x',
};

/** Whether every line of one list lies in some line of the other. */
function isInside(inner: string, outer: string): boolean {
  const quarters = (line: string) => someNetworks[line] ?? '';
  return inner
    .split('\n')
    .every((line) =>
      outer.split('\n').some((around) => [...quarters(line)].every((one) => quarters(around).includes(one))),
    );
}

/** Visible characters and line ends, none of them at an end. */
function plainLines(text: string): boolean {
  const strange = /[\p{C}\p{Zl}\p{Zp}]/u;
  return text === text.trim() && text.split('\n').every((line) => !strange.test(line));
}

/** Not too many lines, each with something in it and nothing around that. */
function shortLines(text: string, most: number, longest: number): boolean {
  const lines = text.split('\n');
  return lines.length <= most && lines.every((line) => /^\S(?:.*\S)?$/u.test(line) && line.length <= longest);
}

/** The values of a policy, if it is one: every field there (but later ones), none unknown, all in range. */
export function policyValues(given: unknown): Values | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const values: Record<string, unknown> = { ...given };
  if (Object.keys(values).some((name) => !Object.hasOwn(policyFields, name))) return undefined;
  for (const [name, field] of Object.entries(policyFields)) {
    if (!Object.hasOwn(values, name) && 'later' in field) values[name] = field.default;
    const value = values[name];
    const fits =
      field.kind === 'text'
        ? typeof value === 'string' &&
          value.length <= field.longest &&
          plainLines(value) &&
          (!('lines' in field) || value === '' || shortLines(value, field.lines.most, field.lines.longest)) &&
          (!('networks' in field) || value === '' || value.split('\n').every((line) => line in someNetworks))
        : field.kind === 'choice'
          ? (field.strongestFirst as readonly unknown[]).includes(value)
          : typeof value === 'number' &&
            Number.isInteger(value) &&
            ((value >= field.least && value <= field.most) || ('orNone' in field && value === 0));
    if (!fits) return undefined;
  }
  return values;
}

export function at(timeline: Timeline, time: number): Values {
  return timeline.findLast(({ from }) => from <= time)?.values ?? {};
}

/** Whether `after` puts words for all where `before` had none, in the place of other words of some group. */
function overrides(before: Values, after: Values, others: readonly Values[]): boolean {
  return Object.entries(policyFields).some(([name, field]) => {
    if (field.kind !== 'text' || after[name] === '' || after[name] === before[name]) return false;
    return others.some((one) => {
      const [own, all] = [String(one[name]), String(after[name])];
      if (own === '' || own === all) return false;
      return !('networks' in field) || (!isInside(own, all) && !isInside(all, own));
    });
  });
}

/** Everything that groups say for themselves, at whatever time, beside what is locked for all. */
export function besides(past: Past, scope: string): Values[] {
  if (!isAboutAll(past, scope)) return [];
  return groups(past).flatMap((group) => timelineOf(past, group).map(({ values }) => values));
}

/** What happens to a timeline when `values` are decided, and whether that takes two. */
export function decide(
  timeline: Timeline,
  values: Values,
  time: number,
  newest: number,
  others: readonly Values[],
): { readonly timeline: Timeline; readonly takesTwo: boolean } {
  const reached = timeline.filter(({ from }) => from <= time);
  const now = reached.at(-1);
  const takes = (from: Values) => weaker(from, values) || overrides(from, values, others);
  if (reached.every((one) => !takes(one.values))) {
    return { timeline: [{ from: Number.NEGATIVE_INFINITY, values }], takesTwo: false };
  }
  if (now !== undefined && !takes(now.values)) {
    return { timeline: [...reached.slice(0, -1), { from: now.from, values }], takesTwo: false };
  }
  return { timeline: [...reached, { from: Math.max(time, newest) + DAY, values }], takesTwo: true };
}

/** Whether a decision is about what is locked for the whole organisation. */
export function isAboutAll(past: Past, group: string): boolean {
  return founding(past)?.org === group;
}

/** What protects least of a field: who locks it at that locks nothing. */
function least(name: keyof typeof policyFields): unknown {
  const field: PolicyField = policyFields[name];
  if (field.kind === 'text') return '';
  if (field.kind === 'choice') return field.strongestFirst[field.strongestFirst.length - 1];
  if (field.orNone === true) return 0;
  return field.weaker === 'more' ? field.most : field.least;
}

const fieldNames = Object.keys(policyFields) as (keyof typeof policyFields)[];
const nothingLocked: Values = Object.fromEntries(fieldNames.map((name) => [name, least(name)]));

/** What an entry about `group` says, if it says a policy, or locks. */
export function valuesFor(past: Past, group: string, given: unknown): Values | undefined {
  if (!isAboutAll(past, group)) return policyValues(given);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  return policyValues({ ...nothingLocked, ...given });
}

/** What applies where a group says `own` and `locks` are locked. */
export function bothOf(own: Values, locks: Values): Values {
  return Object.fromEntries(
    fieldNames.map((name) => {
      const isWeaker = weaker({ ...nothingLocked, [name]: locks[name] }, { ...nothingLocked, [name]: own[name] });
      return [name, isWeaker ? locks[name] : own[name]];
    }),
  );
}

/** The policy of somebody at a time. */
export function policyAt(past: Past, user: UserId, time: number): Values {
  const group = groupOf(past, user);
  const org = founding(past)?.org;
  if (group === undefined || org === undefined) return {};
  return bothOf(at(timelineOf(past, group), time), at(timelineOf(past, org), time));
}

/** The policy of a group over all time; or what is locked for all of them. */
export function timelineOf(past: Past, group: string): Timeline {
  const first = founding(past);
  let timeline: Timeline = isAboutAll(past, group) ? [{ from: Number.NEGATIVE_INFINITY, values: nothingLocked }] : [];
  for (const [index, { entry }] of past.entries()) {
    if (entry.kind === 'org.create' && entry.group.id === group) {
      timeline = [{ from: Number.NEGATIVE_INFINITY, values: policyValues(entry.policy) ?? {} }];
    } else if (entry.kind === 'security-group.set' && entry.group === group && timeline.length === 0) {
      // A new group begins as the first one stands.
      timeline = first ? timelineOf(past.slice(0, index), first.group.id) : [];
    } else if (entry.kind === 'policy.set' && entry.group === group) {
      const before = past.slice(0, index);
      const values = valuesFor(past, group, entry.values) ?? {};
      timeline = decide(timeline, values, entry.at, latest(before), besides(before, group)).timeline;
    } else if (entry.kind === 'policy.approve' && entry.group === group) {
      const proposed = past[entry.proposal]?.entry;
      const values = proposed?.kind === 'policy.propose' ? valuesFor(past, group, proposed.values) : undefined;
      const from = Math.max(entry.at, latest(past.slice(0, index))) + DAY;
      timeline = [...timeline.filter((one) => one.from <= entry.at), { from, values: values ?? {} }];
    }
  }
  return timeline;
}

/** The place of the proposal that waits for a second admin. */
export function proposalOf(past: Past, group: string): number | undefined {
  const index = past.findLastIndex(
    ({ entry }) =>
      (entry.kind === 'policy.set' || entry.kind === 'policy.propose' || entry.kind === 'policy.approve') &&
      entry.group === group,
  );
  return past[index]?.entry.kind === 'policy.propose' ? index : undefined;
}

/** Who has proposed it: of those who signed it, the first who might. */
export function proposerOf(past: Past, index: number): UserId | undefined {
  const before = past.slice(0, index);
  return past[index]?.signers
    .flatMap(({ by }) => (by.role === 'user' ? [by.id] : []))
    .find((user) => isKnown(before, user) && steers(before, user));
}

/** Whether somebody may decide what admins decide. */
export function steers(past: Past, user: UserId): boolean {
  return standingOf(past, user) === 'active' && ['owner', 'admin'].includes(roleOf(past, user));
}
