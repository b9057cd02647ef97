/** Whether the state that the product has come to says what the list of deeds says, and the gate with it. */

import { newRoom } from '#core/content/room-state.ts';
import { judgeCommit, judgeStart } from '#core/policy/gate.ts';
import { judgeChange, judgeFiles, judgeForward, judgeHistory, judgeMessage } from '#core/policy/gate-messages.ts';
import { isDeviceActive, type OrgState, policyFor } from '#shared/org-log/index.ts';
import type { Random } from '../mls-model/random.ts';
import { openProposals, wordsFor } from './decisions.ts';
import { broughtAbout, type Deed } from './deed.ts';
import {
  detailOf,
  devices,
  groupOf,
  groups,
  latest,
  mayDeviceAct,
  type Past,
  people,
  policyAt,
  proposalOf,
  proposerOf,
  quorumOf,
  relayKeyOf,
  roleOf,
  standingOf,
  steers,
  timelineOf,
  userKeyOf,
  type Values,
  weaker,
  weakerIn,
  witnessesOf,
} from './past.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** In what `state` differs from `past`; undefined when in nothing. */
export function stateDisagreement(past: Past, state: OrgState): string | undefined {
  if (state.org?.quorum !== quorumOf(past)) return 'the quorum';
  if (state.org.relayLogKey !== relayKeyOf(past)) return 'the log key of the relay';
  if (JSON.stringify(state.witnessRule.witnesses) !== JSON.stringify(witnessesOf(past))) return 'the witnesses';
  const known = people(past);
  if (state.users.size !== known.length) return 'the number of people';
  for (const user of known) {
    const record = state.users.get(user);
    if (record?.role !== roleOf(past, user)) return `the role of ${user}`;
    if (record.standing !== standingOf(past, user)) return `the standing of ${user}`;
    if (record.key !== userKeyOf(past, user)) return `the key of ${user}`;
    if (record.group !== groupOf(past, user)) return `the group of ${user}`;
    for (const name of ['title', 'department', 'location', 'contact'] as const) {
      if (record.details[name] !== detailOf(past, user, name)) return `the ${name} of ${user}`;
    }
    for (const time of times(past)) {
      const wanted = policyAt(past, user, time);
      const found: Values = { ...policyFor(state, user, time) };
      if (weaker(wanted, found) || weaker(found, wanted)) return `the policy of ${user} at ${time}`;
    }
  }
  for (const group of groups(past)) {
    if (state.groups.get(group)?.proposed?.index !== proposalOf(past, group)) return `what is proposed for ${group}`;
  }
  const open = [...state.proposals.values()].filter(({ expiresAt }) => latest(past) <= expiresAt);
  const wanted = openProposals(past, 0);
  if (open.map(({ index }) => index).join() !== wanted.join()) return 'the proposals';
  if (state.locks.proposed?.index !== proposalOf(past, state.org.id)) return 'what is proposed to be locked';
  const listed = devices(past);
  if (state.devices.size !== listed.length) return 'the number of devices';
  for (const device of listed) {
    for (const time of [device.notBefore - 1, latest(past), device.notAfter + 1]) {
      if (isDeviceActive(state, device.id, time) !== mayDeviceAct(past, device.id, time)) return `device ${device.id}`;
    }
  }
  return undefined;
}

/** Times between which no policy changes. */
function times(past: Past): number[] {
  const scopes = [...groups(past), ...(past[0] === undefined ? [] : [past[0].entry.org])];
  const changes = scopes.flatMap((scope) => timelineOf(past, scope).map(({ from }) => from));
  return [0, ...changes.filter(Number.isFinite).flatMap((time) => [time - 1, time])];
}

/** What the gate answers otherwise than the list of deeds asks for; it looks at one person and device, drawn. */
export function gateDisagreement(past: Past, state: OrgState, now: number, random: Random): string | undefined {
  const listed = devices(past);
  if (listed.length === 0) return undefined;
  // Of times before the newest entry the gate says what was right then, and leans towards yes where it cannot know.
  const time = Math.max(latest(past), random.pick([now, now + 12 * HOUR, now + 25 * HOUR]));
  const { id: device, user } = random.pick(listed);
  const policy = policyAt(past, user, time);
  const may = mayDeviceAct(past, device, time);
  const context = { state, now: time, leaving: new Set<never>() };
  const sender = { device, user };
  for (const more of [0, 1]) {
    const verdict = judgeMessage(sender, Number(policy.messageBytes) + more, context);
    if (verdict.allowed !== (may && more === 0)) return `a message by ${device} at ${time}`;
  }
  const room = newRoom('Field', user);
  const commit = { committer: sender, added: [], removed: [], before: room, after: room };
  for (const suite of ['x-wing', 'x25519']) {
    for (const more of [0, 1]) {
      const verdict = judgeCommit({ ...commit, suite, size: Number(policy.groupDevices) + more }, context);
      const strong = suite === 'x-wing' || policy.minimumSuite === 'x25519';
      if (verdict.allowed !== (may && strong && more === 0)) return `a commit in ${suite} by ${device} at ${time}`;
    }
  }
  for (const kind of ['edit', 'recall'] as const) {
    const window = Number(kind === 'edit' ? policy.editWindowMinutes : policy.recallWindowMinutes) * MINUTE;
    for (const late of [0, 1]) {
      const saidAt = time - window - late;
      const facts = { kind, by: user, author: user, saidAt, at: time, forwarded: false, answered: false };
      const verdict = judgeChange(facts, state);
      if (verdict.allowed !== (window > 0 && late === 0)) return `a change of words by ${user} at ${time}`;
    }
  }
  const forwards = judgeForward(user, state, time).allowed;
  const megabytes = Number(policy.fileMegabytes);
  const sends = judgeFiles({ by: user }, [{ bytes: megabytes * 1_048_576 }], state, time).allowed;
  if (sends !== (policy.files === 'allowed')) return `files by ${user} at ${time}`;
  const sendsMore = judgeFiles({ by: user }, [{ bytes: megabytes * 1_048_576 + 1 }], state, time).allowed;
  if (sendsMore) return `files that are too large by ${user} at ${time}`;
  const shares = judgeHistory(user, state, time).allowed;
  if (shares !== (policy.historyForNewcomers === 'allowed')) return `sharing by ${user} at ${time}`;
  if (forwards !== (policy.forwarding === 'allowed')) return `forwarding by ${user} at ${time}`;
  const starts = judgeStart(user, state, time).allowed;
  const free = roleOf(past, user) !== 'guest' || policy.guestsStart === 'allowed';
  if (starts !== free) return `a conversation that ${user} begins at ${time}`;
  return undefined;
}

/**
 * What no chain may bring about, however it is decided: that one person alone weakens what applies to anybody, or that two
 * do before a day is over. Told from the product's own states before and after, at every time at which they change.
 */
export function weakenedTooEasily(past: Past, deed: Deed, before: OrgState, after: OrgState): string | undefined {
  const steering = people(past).filter((user) => steers(past, user));
  const proposer = deed.entry.kind === 'policy.approve' ? proposerOf(past, deed.entry.proposal) : undefined;
  const signed = new Set(
    [...wordsFor([...past, deed], past.length), proposer].filter((user) => steering.some((one) => one === user)),
  );
  const enough = signed.size >= Math.min(2, steering.length);
  const told = broughtAbout(deed.entry);
  const moves = told.kind === 'user.update' && told.group !== undefined;
  const notBefore = !enough ? Number.POSITIVE_INFINITY : moves ? 0 : Math.max(deed.entry.at, latest(past)) + 24 * HOUR;
  for (const user of before.users.keys()) {
    for (const time of times([...past, deed])) {
      if (time >= notBefore) continue;
      const becomes: Values = { ...policyFor(after, user, time) };
      // A weakening that waits may be called off; then what holds until then goes on.
      const was = [time, Math.min(time, deed.entry.at)].map((one): Values => ({ ...policyFor(before, user, one) }));
      const [lost = [], ...others] = was.map((values) => weakerIn(values, becomes));
      if (lost.some((name) => others.every((one) => one.includes(name))))
        return `the policy of ${user} at ${time} is weakened`;
    }
  }
  return undefined;
}
