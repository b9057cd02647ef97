/**
 * The oracle: whether a deed may follow a list of deeds, told from docs/protocol/log.md and from what the generator knows
 * about it, never from the bytes. It shares no code with `shared/org-log`, only the table of policy fields.
 */
import type { InvitationId, UserId } from '#shared/ids/index.ts';
import { objectionToDecision, settles, wordsFor } from './decisions.ts';
import { broughtAbout, type Deed, usersAmong } from './deed.ts';
import { isTooSoon } from './notice.ts';
import {
  at,
  besides,
  decide,
  devices,
  groupOf,
  groups,
  invitationOf,
  isAboutAll,
  isKnown,
  isSpent,
  keysOf,
  latest,
  mayDeviceAct,
  type Past,
  people,
  policyAt,
  policyValues,
  proposalOf,
  proposerOf,
  quorumOf,
  roleOf,
  rootKeyOf,
  standingOf,
  steers,
  timelineOf,
  userKeyOf,
  valuesFor,
  weaker,
  witnessesOf,
} from './past.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const INVITATION_LIFE = 90 * DAY;

/** Why a deed must be refused; undefined when it must be admitted. */
export function objection(past: Past, deed: Deed): string | undefined {
  const { entry } = deed;
  if (!deed.wellFormed) return 'not an envelope';
  const founded = past[0]?.entry;
  if (founded === undefined && entry.kind !== 'org.create') return 'nothing is founded';
  if (founded !== undefined && entry.org !== founded.org) return 'another organisation';
  if (deed.seen === undefined || !isPrefix(deed.seen.list.slice(0, deed.seen.size), past)) return 'another history';
  if (decidedSince(past, deed, deed.seen.size)) return 'decided since';
  if (entry.at < latest(past) - HOUR) return 'backdated';
  const names = deed.signers.map(({ by }) => (by.role === 'root' ? 'root' : `${by.role} ${by.id}`));
  if (names.length === 0 || new Set(names).size < names.length) return 'nobody signs, or somebody twice';
  if (deed.signers.some((signer) => !signer.sound || signer.key !== keyOfSigner(past, deed, signer))) {
    return 'a signature is not that of its signer';
  }
  return objectionByKind(past, deed);
}

function isPrefix(seen: Past, past: Past): boolean {
  return seen.length <= past.length && seen.every(({ bytes }, index) => bytes === past[index]?.bytes);
}

function keyOfSigner(past: Past, { entry }: Deed, { by }: Deed['signers'][number]): string | undefined {
  if (by.role === 'root') return entry.kind === 'org.create' ? entry.rootKey : rootKeyOf(past);
  if (by.role === 'invitation') return invitationOf(past, by.id)?.key;
  if (entry.kind === 'org.create' && entry.owner.id === by.id) return entry.owner.key;
  if ((entry.kind === 'user.enrol' || entry.kind === 'identity.reset') && entry.user === by.id) return entry.key;
  return userKeyOf(past, by.id);
}

/** Whether what a deed settles or rests on has been settled after the first `size` deeds. */
function decidedSince(past: Past, deed: Deed, size: number): boolean {
  const { entry } = deed;
  if (entry.kind === 'org.create' || size === past.length) return false;
  const rests = new Set(settles(past, deed).filter((name) => !name.startsWith('new device')));
  for (const user of usersAmong(deed.signers)) {
    rests.add(`role ${user}`);
    rests.add(`standing ${user}`);
  }
  if (entry.kind === 'user.enrol') rests.add(`invitation ${entry.invitation}`);
  if (entry.kind === 'device.add') rests.add(`standing ${entry.user}`);
  if (entry.kind === 'identity.reset') {
    rests.add(`standing ${entry.user}`);
    if (entry.invitation !== undefined) rests.add(`invitation ${entry.invitation}`);
  }
  if (entry.kind === 'invite.create' && entry.resets !== undefined) {
    for (const about of ['role', 'standing', 'identity']) rests.add(`${about} ${entry.resets}`);
  }
  return past
    .slice(size)
    .some((later, index) => settles(past.slice(0, size + index), later).some((name) => rests.has(name)));
}

function objectionByKind(past: Past, deed: Deed, waited = false): string | undefined {
  const { entry } = deed;
  const signers = usersAmong(deed.signers);
  const root = deed.signers.some(({ by }) => by.role === 'root');
  const active = (among: readonly UserId[]) =>
    among.filter((user) => isKnown(past, user) && standingOf(past, user) === 'active');
  const acting = active(signers);
  const role = (user: UserId) => roleOf(past, user);
  const isAbove = (user: UserId) => role(user) === 'owner' || role(user) === 'admin';
  const owners = (among: readonly UserId[] = acting) => among.filter((user) => role(user) === 'owner');
  const ownersAgree = (among: readonly UserId[] = acting) => root || owners(among).length >= quorumOf(past);
  /** An owner or admin signs; about somebody who steers, an owner. */
  const adminSigns = (about?: UserId, among: readonly UserId[] = acting) =>
    about !== undefined && isAbove(about) ? owners(among).length > 0 : among.some(isAbove);
  const twoSign = (but?: UserId) => {
    const others = (among: readonly UserId[]) => among.filter((user) => user !== but && isAbove(user)).length;
    return others(acting) >= Math.min(2, others(active(people(past))));
  };
  /** Those agree who may give somebody a new key. */
  const resettersAgree = (user: UserId) => {
    const others = acting.filter((one) => one !== user);
    return root || ((isAbove(user) ? ownersAgree(others) : adminSigns(undefined, others)) && twoSign(user));
  };
  const mayInvite = (user: UserId, as: string) =>
    active([user]).length > 0 &&
    (role(user) === 'owner' || (role(user) === 'admin' && as !== 'owner' && as !== 'admin'));
  const fresh = (...keys: readonly string[]) =>
    new Set([...keysOf(past), ...keys]).size === keysOf(past).length + keys.length;
  const unless = (holds: boolean, reason: string) => (holds ? undefined : reason);
  const first = (...reasons: readonly (string | undefined)[]) => reasons.find((reason) => reason !== undefined);

  switch (entry.kind) {
    case 'org.create':
      return first(
        unless(past.length === 0, 'founded before'),
        unless(root && signers.includes(entry.owner.id), 'the founder does not sign'),
        unless(new Set([entry.rootKey, entry.relayLogKey, entry.owner.key]).size === 3, 'one key for two'),
        unless(policyValues(entry.policy) !== undefined, 'no policy'),
      );
    case 'owners.set': {
      const distinct = new Set(entry.owners).size === entry.owners.length && entry.quorum <= entry.owners.length;
      const there = active(entry.owners).length === entry.owners.length;
      return first(
        unless(ownersAgree(), 'too few owners'),
        unless(root || waited || entry.quorum >= quorumOf(past), 'fewer at once'),
        unless(distinct && there, 'owners who cannot be'),
      );
    }
    case 'relay-key.set':
      return first(unless(ownersAgree(), 'too few owners'), unless(fresh(entry.relayLogKey), 'key used before'));
    case 'witnesses.set': {
      const { witnesses, required } = entry;
      const names = new Set(witnesses.map(({ name }) => name));
      const keys = new Set(witnesses.map(({ key }) => key));
      const there = new Set(witnessesOf(past).map(({ key }) => key));
      return first(
        unless(ownersAgree(), 'too few owners'),
        unless(names.size === witnesses.length && keys.size === witnesses.length, 'a witness twice'),
        unless(required <= witnesses.length, 'more than there are'),
        unless(fresh(...[...keys].filter((key) => !there.has(key))), 'key used before'),
      );
    }
    case 'policy.set': {
      const values = valuesFor(past, entry.group, entry.values);
      if (!isScope(past, entry.group)) return 'no such group';
      if (!adminSigns()) return 'no admin';
      if (values === undefined) return 'no policy';
      const { takesTwo } = decide(
        timelineOf(past, entry.group),
        values,
        entry.at,
        latest(past),
        besides(past, entry.group),
      );
      const until = takesTwo ? Math.max(entry.at, latest(past)) + DAY : Number.POSITIVE_INFINITY;
      return unless(!takesTwo || twoSign(), 'weakened by one') ?? unless(!isTooSoon(past, deed, until), 'too soon');
    }
    case 'policy.propose': {
      const values = valuesFor(past, entry.group, entry.values);
      if (!isScope(past, entry.group)) return 'no such group';
      if (!adminSigns()) return 'no admin';
      if (values === undefined) return 'no policy';
      const { takesTwo } = decide(
        timelineOf(past, entry.group),
        values,
        entry.at,
        latest(past),
        besides(past, entry.group),
      );
      return unless(takesTwo, 'nothing to propose');
    }
    case 'policy.approve': {
      if (proposalOf(past, entry.group) !== entry.proposal) return 'no such proposal';
      const author = proposerOf(past, entry.proposal);
      if (!adminSigns() || author === undefined || !steers(past, author)) return 'no admin';
      const both = new Set([...acting.filter((user) => steers(past, user)), author]).size;
      return (
        unless(both >= Math.min(2, people(past).filter((user) => steers(past, user)).length), 'weakened by one') ??
        unless(!isTooSoon(past, deed, Math.max(entry.at, latest(past)) + DAY), 'too soon')
      );
    }
    case 'security-group.set':
      return first(unless(adminSigns(), 'no admin'), unless(!isAboutAll(past, entry.group), 'there already'));
    case 'invite.create':
      return first(
        unless(
          acting.some((user) => mayInvite(user, entry.role)),
          'nobody who may invite',
        ),
        unless(groups(past).includes(entry.group), 'no such group'),
        unless(invitationOf(past, entry.invitation) === undefined, 'there already'),
        entry.resets === undefined
          ? unless((entry.role !== 'owner' && entry.role !== 'admin') || ownersAgree(), 'too few owners')
          : first(
              unless(isKnown(past, entry.resets) && active([entry.resets]).length > 0, 'nobody active'),
              unless(role(entry.resets) === entry.role && groupOf(past, entry.resets) === entry.group, 'another role'),
              unless(resettersAgree(entry.resets), 'too few for a reset'),
            ),
        unless(entry.expiresAt - entry.at <= INVITATION_LIFE, 'lasts too long'),
        unless(fresh(entry.key), 'key used before'),
      );
    case 'invite.revoke':
      return first(
        unless(invitationOf(past, entry.invitation) !== undefined, 'no such invitation'),
        unless(!isSpent(past, entry.invitation), 'not open'),
        unless(adminSigns() || acting.some((user) => user === resetOf(past, entry.invitation)), 'no admin'),
      );
    case 'user.enrol': {
      const invitation = invitationOf(past, entry.invitation);
      if (invitation === undefined) return 'no open invitation';
      return first(
        objectionToLink(past, deed, entry.invitation, entry.user),
        unless(invitation.resets === undefined, 'a link for somebody else'),
        unless(!isKnown(past, entry.user), 'there already'),
        unless(fresh(entry.key), 'key used before'),
      );
    }
    case 'user.update': {
      if (!isKnown(past, entry.user) || standingOf(past, entry.user) === 'removed') return 'no such person';
      const onlyName = entry.role === undefined && entry.group === undefined && entry.details === undefined;
      const own = acting.includes(entry.user) && onlyName;
      const from = timelineOf(past, groupOf(past, entry.user) ?? ('' as never));
      const to = entry.group === undefined ? from : timelineOf(past, entry.group);
      const times = [Number.NEGATIVE_INFINITY, ...[...from, ...to].map((one) => one.from)];
      return first(
        unless(own || adminSigns(entry.user), 'nobody who may'),
        unless(entry.role === undefined || role(entry.user) !== 'owner', 'owners are set together'),
        unless(entry.role !== 'admin' || ownersAgree(), 'too few owners'),
        unless(entry.group === undefined || groups(past).includes(entry.group), 'no such group'),
        unless(!times.some((time) => weaker(at(from, time), at(to, time))) || twoSign(), 'weakened by one'),
      );
    }
    case 'user.suspend':
    case 'user.restore':
    case 'user.remove': {
      if (!isKnown(past, entry.user) || standingOf(past, entry.user) === 'removed') return 'no such person';
      const becomes = standingOf([...past, deed], entry.user);
      const left = owners(active(people(past))).filter((user) => user !== entry.user || becomes === 'active');
      const restored = becomes === 'active' && role(entry.user) === 'owner' ? 1 : 0;
      return first(
        unless(adminSigns(entry.user), 'nobody who may'),
        unless(becomes !== standingOf(past, entry.user), 'nothing changes'),
        unless(left.length + restored >= quorumOf(past), 'no owners left'),
      );
    }
    case 'identity.reset': {
      if (active([entry.user]).length === 0) return 'nobody active';
      return first(
        unless(signers.includes(entry.user), 'the new key does not sign'),
        entry.invitation === undefined
          ? unless(resettersAgree(entry.user), 'nobody who may')
          : first(
              objectionToLink(past, deed, entry.invitation, entry.user),
              unless(resetOf(past, entry.invitation) === entry.user, 'a link for somebody else'),
              unless(!changedSinceLink(past, entry.invitation, entry.user), 'a link from before'),
            ),
        unless(fresh(entry.key), 'key used before'),
      );
    }
    case 'device.add':
      return objectionToDevice(
        past,
        deed,
        entry,
        active([entry.user]).length > 0 && signers.includes(entry.user),
        fresh,
      );
    case 'device.revoke': {
      const device = devices(past).find(({ id }) => id === entry.device);
      if (device === undefined || device.revoked) return 'no such device';
      return unless(acting.includes(device.user) || adminSigns(device.user), 'nobody who may');
    }
    case 'service.disclose':
      return first(
        unless(ownersAgree(), 'too few owners'),
        unless(isKnown(past, entry.user) && serviceOf(past, entry.user) === undefined, 'nobody, or disclosed before'),
      );
    case 'release.approve':
      return first(
        unless(ownersAgree(), 'too few owners'),
        unless(
          !past.some((one) => {
            const told = broughtAbout(one.entry);
            return told.kind === 'release.approve' && told.version === entry.version;
          }),
          'approved before',
        ),
      );
    case 'decision.propose':
    case 'decision.approve':
    case 'decision.enact':
    case 'decision.withdraw':
      return objectionToDecision(past, deed, (matter, users, ready) => {
        const hands = users.map((id) => ({ by: { role: 'user', id } as const, key: '', sound: true }));
        const { v, org, at, prior } = entry;
        return objectionByKind(past, { ...deed, entry: { v, org, at, prior, ...matter }, signers: hands }, ready);
      });
  }
}

/** Why a link lets nobody in who signs with its key and their own. */
function objectionToLink(past: Past, deed: Deed, id: InvitationId, user: UserId): string | undefined {
  const invitation = invitationOf(past, id);
  if (invitation === undefined || isSpent(past, id)) return 'no open invitation';
  const byLink = deed.signers.some(({ by }) => by.role === 'invitation' && by.id === id);
  if (!byLink || !usersAmong(deed.signers).includes(user)) return 'not both sign';
  if (deed.entry.at > invitation.expiresAt) return 'expired';
  const author = inviterOf(past, id);
  if (author === undefined || standingOf(past, author) !== 'active') return 'its author may invite no more';
  const own = roleOf(past, author);
  const above = invitation.role === 'owner' || invitation.role === 'admin';
  return own === 'owner' || (own === 'admin' && !above) ? undefined : 'its author may invite no more';
}

function resetOf(past: Past, id: InvitationId): UserId | undefined {
  return invitationOf(past, id)?.resets;
}

/** Whether anything about somebody was settled since the link was made that replaces their identity. */
function changedSinceLink(past: Past, id: InvitationId, user: UserId): boolean {
  const index = past.findIndex(({ entry }) => {
    const told = broughtAbout(entry);
    return told.kind === 'invite.create' && told.invitation === id;
  });
  const about = ['role', 'standing', 'identity'].map((name) => `${name} ${user}`);
  return past.slice(index + 1).some((later, nth) => {
    const settled = settles(past.slice(0, index + 1 + nth), later);
    return settled.some((name) => about.includes(name));
  });
}

function objectionToDevice(
  past: Past,
  { certificate }: Deed,
  entry: Extract<Deed['entry'], { kind: 'device.add' }>,
  personSigns: boolean,
  fresh: (...keys: readonly string[]) => boolean,
): string | undefined {
  if (!personSigns) return 'the person does not sign, or is not active';
  if (certificate === undefined || certificate.signedWith !== userKeyOf(past, entry.user))
    return 'no certificate of theirs';
  const { content } = certificate;
  const about = content.org === entry.org && content.user === entry.user && content.notBefore < content.notAfter;
  if (!about || content.purpose !== (serviceOf(past, entry.user) ?? 'member'))
    return 'a certificate for something else';
  if (devices(past).some(({ id }) => id === content.device)) return 'there already';
  const limit = Number(policyAt(past, entry.user, entry.at).devicesPerPerson);
  const now = devices(past).filter(({ id, user }) => user === entry.user && mayDeviceAct(past, id, entry.at));
  if (now.length >= limit) return 'too many devices';
  return fresh(content.key) ? undefined : 'key used before';
}

/** Whether there is a policy to decide on under this id. */
function isScope(past: Past, id: string): boolean {
  return isAboutAll(past, id) || groups(past).some((group) => group === id);
}

function serviceOf(past: Past, user: UserId): string | undefined {
  const told = past.map(({ entry }) => broughtAbout(entry));
  const entry = told.find((one) => one.kind === 'service.disclose' && one.user === user);
  return entry?.kind === 'service.disclose' ? entry.purpose : undefined;
}

/** Who has made an invitation: of those whose word it was, the first who might. */
function inviterOf(past: Past, id: InvitationId): UserId | undefined {
  const index = past.findIndex(({ entry }) => {
    const told = broughtAbout(entry);
    return told.kind === 'invite.create' && told.invitation === id;
  });
  const role = invitationOf(past, id)?.role;
  const before = past.slice(0, index);
  return wordsFor(past, index).find((user) => {
    if (!isKnown(before, user) || standingOf(before, user) !== 'active') return false;
    const own = roleOf(before, user);
    return own === 'owner' || (own === 'admin' && role !== 'owner' && role !== 'admin');
  });
}
