/** What an attempt decides, and who signs it when it is done right. About whom and by whom is drawn, often wrongly. */
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type DeviceId, type InvitationId, parseId, type SecurityGroupId } from '#shared/ids/index.ts';
import {
  DETAILS,
  type DetailName,
  type DeviceCertificate,
  type LogEntry,
  type PolicyScope,
} from '#shared/org-log/index.ts';
import { openProposals, votersFor } from './decisions.ts';
import type { Deed, DeedOf } from './deed.ts';
import {
  at,
  devices,
  groupOf,
  groups,
  invitationOf,
  isSpent,
  keysOf,
  people,
  proposalOf,
  proposerOf,
  roleOf,
  steers,
  timelineOf,
  witnessesOf,
} from './past.ts';
import { somePolicy } from './policies.ts';
import type { SigningHand, World } from './world.ts';

const HOUR = 3_600_000;

/** An entry without what all entries have. */
export type Body = LogEntry extends infer One
  ? One extends LogEntry
    ? Omit<One, 'v' | 'org' | 'at' | 'prior'>
    : never
  : never;

type Matter = DeedOf<'decision.propose'>['matter'];

interface Drawn {
  readonly body: Body;
  readonly hands: readonly SigningHand[];
  readonly certificate?: NonNullable<Deed['certificate']>;
}

/** With what a chain begins, so that there are people to decide anything about. */
export const opening = [
  ...([
    'invite.create',
    'user.enrol',
    'invite.create',
    'user.enrol',
    'invite.create',
    'user.enrol',
    'device.add',
  ] as const),
] as const;

/** Often repeated: what the log is mostly about. */
const kinds = [
  ...([
    'policy.set',
    'policy.set',
    'policy.set',
    'policy.set',
    'policy.propose',
    'policy.propose',
    'policy.approve',
    'policy.approve',
  ] as const),
  ...([
    'invite.create',
    'invite.create',
    'user.enrol',
    'user.enrol',
    'user.enrol',
    'device.add',
    'device.add',
  ] as const),
  ...(['user.update', 'user.update', 'user.suspend', 'user.restore', 'user.remove', 'owners.set'] as const),
  ...(['identity.reset', 'security-group.set', 'device.revoke', 'invite.revoke'] as const),
  ...(['decision.propose', 'decision.propose', 'decision.propose', 'decision.approve', 'decision.approve'] as const),
  ...(['decision.approve', 'decision.enact', 'decision.enact', 'decision.enact', 'decision.withdraw'] as const),
  ...(['witnesses.set', 'relay-key.set', 'service.disclose', 'release.approve', 'org.create'] as const),
];

/** What may be proposed. */
const matters = [
  ...(['owners.set', 'owners.set', 'invite.create', 'invite.create', 'user.update', 'user.update'] as const),
  ...(['witnesses.set', 'relay-key.set', 'service.disclose', 'release.approve'] as const),
];

export function aBody(world: World, kind: (typeof kinds)[number] = world.opening ?? world.random.pick(kinds)): Drawn {
  const { random } = world;
  const user = random.chance(0.95) ? world.anybody() : world.newcomer();
  const admin = () => world.hand(world.somebody('owner', 'admin'));
  const over = () => world.hand(isSteering(world, user) ? world.somebody('owner') : world.somebody('owner', 'admin'));
  const key = encodeBase64url(world.newKey().publicKey);
  switch (kind) {
    case 'policy.set':
      return { body: { kind, ...aDecision(world) }, hands: twoAdmins(world) };
    case 'witnesses.set': {
      const kept = random.sample(witnessesOf(world.past), random.below(3));
      const spare = random.chance(0.1) ? anyKey(world) : key;
      const more = random.chance(0.7) ? [{ name: `witness.example/${random.below(9)}`, key: spare }] : [];
      const witnesses = [...kept, ...more];
      const required = random.below(witnesses.length + (random.chance(0.8) ? 1 : 2));
      return { body: { kind, witnesses, required }, hands: world.ownersHands() };
    }
    case 'policy.propose':
      return { body: { kind, ...aDecision(world) }, hands: [admin()] };
    case 'policy.approve': {
      const scopes: readonly PolicyScope[] = [...groups(world.past), world.org];
      const waiting = scopes.filter((one) => proposalOf(world.past, one) !== undefined);
      const group = waiting.length > 0 ? random.pick(waiting) : aGroup(world);
      const proposal = random.chance(0.9) ? proposalOf(world.past, group) : undefined;
      const place = proposal ?? random.below(world.past.length);
      const others = people(world.past).filter(
        (one) => steers(world.past, one) && one !== proposerOf(world.past, place),
      );
      const hand = others.length > 0 && random.chance(0.8) ? world.hand(random.pick(others)) : admin();
      return { body: { kind, group, proposal: place }, hands: [hand] };
    }
    case 'security-group.set':
      return {
        body: {
          kind,
          group: random.chance(0.6) ? world.id() : random.chance(0.05) ? asGroup(world) : aGroup(world),
          name: 'Field',
        },
        hands: [admin()],
      };
    case 'invite.create':
      return anInvitation(world);
    case 'invite.revoke':
      return { body: { kind, invitation: anyInvitation(world).id }, hands: [admin()] };
    case 'user.enrol': {
      const invitation = anyInvitation(world);
      const fresh = random.chance(0.9) ? world.newcomer() : user;
      const own = world.hand(fresh);
      const byInvitation = { by: { role: 'invitation', id: invitation.id }, key: invitation.key } as const;
      const content = { invitation: invitation.id, user: fresh, name: 'Ben', key: encodeBase64url(own.key.publicKey) };
      return { body: { kind, ...content }, hands: [byInvitation, own] };
    }
    case 'user.update':
      return anUpdate(world, user);
    case 'user.suspend':
    case 'user.restore':
    case 'user.remove':
      return { body: { kind, user }, hands: [over()] };
    case 'owners.set': {
      const owners = [...new Set([world.somebody('owner'), world.somebody('owner', 'admin', 'member'), user])];
      const quorum = 1 + random.below(owners.length + (random.chance(0.1) ? 1 : 0));
      const twice = random.chance(0.05) ? owners.slice(0, 1) : [];
      return { body: { kind, owners: [...owners, ...twice], quorum }, hands: world.ownersHands() };
    }
    case 'relay-key.set':
      return { body: { kind, relayLogKey: random.chance(0.8) ? key : anyKey(world) }, hands: world.ownersHands() };
    case 'identity.reset': {
      const made = world.newKey();
      const links = world.invitations.filter(({ id }) => invitationOf(world.past, id)?.resets !== undefined);
      const link = links.length > 0 && random.chance(0.7) ? random.pick(links) : undefined;
      const whose = (link && random.chance(0.95) ? invitationOf(world.past, link.id)?.resets : undefined) ?? user;
      const own = { by: { role: 'user', id: whose }, key: made } as const;
      world.keys.get(whose)?.splice(-1, 0, made);
      const content = { kind, user: whose, key: encodeBase64url(made.publicKey) } as const;
      if (link !== undefined) {
        const byLink = { by: { role: 'invitation', id: link.id }, key: link.key } as const;
        return { body: { ...content, invitation: link.id }, hands: [byLink, own] };
      }
      const others = isSteering(world, whose) ? world.ownersHands() : twoAdmins(world);
      return { body: content, hands: [...others.filter(({ by }) => by.role !== 'user' || by.id !== whose), own] };
    }
    case 'device.add':
      return aDevice(world, user);
    case 'device.revoke': {
      const device = devices(world.past).length > 0 ? random.pick(devices(world.past)) : undefined;
      const by = random.chance(0.5) && device ? world.hand(device.user) : world.hand(world.somebody('owner'));
      return { body: { kind, device: device?.id ?? world.id<DeviceId>() }, hands: [by] };
    }
    case 'service.disclose': {
      const purpose = random.pick(['bot', 'retention'] as const);
      return { body: { kind, user, purpose, name: 'Archive' }, hands: world.ownersHands() };
    }
    case 'decision.propose': {
      const matter = (random.chance(0.5) ? aReset(world) : aBody(world, random.pick(matters))).body as Matter;
      const expiresAt =
        world.now + (random.chance(0.05) ? -1 : 1 + random.below(random.chance(0.05) ? 32 * 24 : 29 * 24)) * HOUR;
      return { body: { kind, matter, expiresAt }, hands: [admin()] };
    }
    case 'decision.approve': {
      const proposal = aProposal(world);
      const voters = votersFor(world.past, proposal);
      const others = people(world.past).filter((one) => steers(world.past, one) && !voters.includes(one));
      const hand = others.length > 0 && random.chance(0.85) ? world.hand(random.pick(others)) : admin();
      return { body: { kind, proposal }, hands: [hand] };
    }
    case 'decision.enact': {
      const proposal = aProposal(world);
      const entry = world.past[proposal]?.entry;
      const same = entry?.kind === 'decision.propose' && random.chance(0.93);
      const matter = same ? entry.matter : (aBody(world, random.pick(matters)).body as Matter);
      const voters = votersFor(world.past, proposal);
      const others = people(world.past).filter((one) => steers(world.past, one) && !voters.includes(one));
      const hand = others.length > 0 && random.chance(0.7) ? world.hand(random.pick(others)) : admin();
      return { body: { kind, proposal, matter }, hands: [hand] };
    }
    case 'decision.withdraw': {
      const proposal = aProposal(world);
      const author = votersFor(world.past, proposal)[0];
      const hand = author !== undefined && random.chance(0.7) ? world.hand(author) : admin();
      return { body: { kind, proposal }, hands: [hand] };
    }
    case 'release.approve':
      return { body: { kind, version: `1.${random.below(4)}`, manifest: key }, hands: world.ownersHands() };
    case 'org.create': {
      const { entry } = world.founding();
      const { v: _, org: __, at: ___, prior: ____, ...body } = entry;
      return { body: body as Body, hands: [world.rootHand(), world.hand(user)] };
    }
  }
}

function isSteering({ past }: World, user: Parameters<typeof roleOf>[1]): boolean {
  return ['owner', 'admin'].includes(roleOf(past, user));
}

function twoAdmins(world: World): SigningHand[] {
  const one = world.somebody('owner', 'admin');
  const other = world.somebody('admin', 'owner');
  const alone = one === other || world.random.chance(0.4);
  return (alone ? [one] : [one, other]).map((user) => world.hand(user));
}

/** The place of a proposal: mostly of one that is open. */
function aProposal({ random, past, now }: World): number {
  const open = openProposals(past, now);
  return open.length > 0 && random.chance(0.93) ? random.pick(open) : random.below(past.length + 1);
}

function aGroup(world: World): SecurityGroupId {
  return world.random.chance(0.04) ? world.id() : world.random.pick(groups(world.past));
}

/** The organisation's id where a security group's should stand. */
function asGroup({ org }: World): SecurityGroupId {
  return parseId<SecurityGroupId>(org);
}

/** For a group, or what is locked for all of them: there, most often a few fields only. */
function aDecision(world: World): { readonly group: PolicyScope; readonly values: Record<string, unknown> } {
  const { random, org, past } = world;
  if (random.chance(0.7)) return { group: aGroup(world), values: somePolicy(world, random.pick(groups(past))) };
  const values = somePolicy(world, org);
  if (random.chance(0.2)) return { group: org, values };
  const before = { ...at(timelineOf(past, org), world.now) };
  const names = random.sample(Object.keys(values), random.below(6));
  const some = Object.fromEntries(names.map((name) => [name, values[name]]));
  return { group: org, values: random.chance(0.5) ? { ...before, ...some } : some };
}

function anyKey(world: World): string {
  return world.random.pick(keysOf(world.past));
}

function anyInvitation(world: World): World['invitations'][number] {
  const { random, invitations } = world;
  if (invitations.length === 0 || random.chance(0.05)) return { id: world.id<InvitationId>(), key: world.newKey() };
  const open = random.chance(0.8)
    ? invitations.filter(({ id }) => {
        const made = invitationOf(world.past, id);
        return made !== undefined && (made.resets === undefined || random.chance(0.1)) && !isSpent(world.past, id);
      })
    : [];
  return open.at(-1) ?? random.pick(invitations);
}

function anInvitation(world: World): Drawn {
  const { random } = world;
  const invitation = { id: world.id<InvitationId>(), key: world.newKey() };
  world.invitations.push(invitation);
  const role = random.pick(['member', 'member', 'admin', 'admin', 'guest', 'owner'] as const);
  const hands =
    role === 'admin' || role === 'owner' ? world.ownersHands() : [world.hand(world.somebody('owner', 'admin'))];
  const key = random.chance(0.96) ? encodeBase64url(invitation.key.publicKey) : anyKey(world);
  if (random.chance(0.3)) return aReset(world, key, invitation.id);
  const expiresAt = world.now + (random.chance(0.05) ? 91 * 24 : 1 + random.below(60)) * HOUR;
  const body: Body = {
    kind: 'invite.create',
    invitation: invitation.id,
    key,
    role,
    group: aGroup(world),
    name: 'Ben',
    expiresAt,
  };
  return { body, hands };
}

/** A link for somebody who is in already. */
function aReset(world: World, key?: string, id?: InvitationId): Drawn {
  const { random } = world;
  const made = { id: id ?? world.id<InvitationId>(), key: world.newKey() };
  if (id === undefined) world.invitations.push(made);
  const resets = random.chance(0.97) ? world.anybody() : world.newcomer();
  const named = random.chance(0.95) ? roleOf(world.past, resets) : 'admin';
  const body: Body = {
    kind: 'invite.create',
    invitation: made.id,
    key: key ?? encodeBase64url(made.key.publicKey),
    role: named,
    group: groupOf(world.past, resets) ?? aGroup(world),
    name: 'Ben',
    expiresAt: world.now + (1 + random.below(60)) * HOUR,
    resets,
  };
  return { body, hands: isSteering(world, resets) ? world.ownersHands() : twoAdmins(world) };
}

function anUpdate(world: World, user: Parameters<World['hand']>[0]): Drawn {
  const { random } = world;
  const name = random.chance(0.4) ? { name: 'Benedict' } : {};
  const role = random.chance(0.4) ? { role: random.pick(['admin', 'member', 'guest'] as const) } : {};
  const group = random.chance(0.5) ? { group: aGroup(world) } : {};
  const details = random.chance(0.3) ? { details: someDetails(random) } : {};
  const own = ('name' in name || 'details' in details) && random.chance(0.3);
  const hands = own ? [world.hand(user)] : role.role === 'admin' ? world.ownersHands() : twoAdmins(world);
  return { body: { kind: 'user.update', user, ...name, ...role, ...group, ...details }, hands };
}

function someDetails(random: World['random']): Partial<Record<DetailName, string>> {
  const names = random.sample([...DETAILS], 1 + random.below(DETAILS.length));
  return Object.fromEntries(names.map((name) => [name, random.pick(['', '', 'Engineer', 'Vienna', '+43 1 234'])]));
}

function aDevice(world: World, user: Parameters<World['hand']>[0]): Drawn {
  const { random } = world;
  const spoil = random.below(20);
  const own = world.hand(user);
  const known = devices(world.past);
  const content: DeviceCertificate = {
    v: 1,
    org: spoil === 0 ? world.id() : world.org,
    user: spoil === 1 ? world.anybody() : user,
    device: spoil === 2 && known.length > 0 ? random.pick(known).id : world.id<DeviceId>(),
    key: spoil === 3 ? anyKey(world) : encodeBase64url(world.newKey().publicKey),
    purpose: spoil === 4 ? 'retention' : 'member',
    notBefore: world.now - HOUR,
    notAfter: spoil === 5 ? world.now - HOUR : world.now + (1 + random.below(90)) * HOUR,
  };
  const by = spoil === 6 ? world.hand(world.somebody('owner', 'admin')).key : own.key;
  const { text, fact } = world.certificate(content, by);
  const hands = spoil === 7 ? [world.hand(world.somebody('owner', 'admin'))] : [own];
  return { body: { kind: 'device.add', user, certificate: text }, hands, certificate: fact };
}
