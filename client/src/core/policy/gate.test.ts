import { beforeAll, describe, expect, it } from 'vitest';
import type { UserId } from '#shared/ids/index.ts';
import { HOUR } from '#shared/org-log/testing/org.ts';
import { defaultPolicy, type PolicyValues } from '#shared/policy/index.ts';
import { newRoom, type RoomState } from '../content/room-state.ts';
import { ready } from '../crypto/primitives.ts';
import { type JoinedGroup, judgeCommit, judgeJoin, judgeLevel, levelShown, type MembershipChange } from './gate.ts';
import { judgeMessage, judgeWords } from './gate-messages.ts';
import { reasonOf, setting } from './testing.ts';

beforeAll(ready);

describe('the gate on commits', () => {
  it('lets moderators add and remove people, and nobody else', () => {
    const { devices, judge } = setting();
    const { ana, ben, chloe, dan } = devices;
    expect(judge({ committer: ana, added: [dan] })).toBe('allowed');
    expect(judge({ committer: ana, removed: [chloe] })).toBe('allowed');
    expect(judge({ committer: ben, added: [dan] })).toBe('not-moderator');
    expect(judge({ committer: ben, removed: [chloe] })).toBe('not-moderator');
  });

  it('lets everybody add people where the room says so, and no more than add', () => {
    const { devices, judge, room } = setting();
    const { ben, chloe, dan } = devices;
    const before: RoomState = { ...newRoom('Harbour', devices.ana.user), adding: 'everybody' };
    expect(judge({ committer: ben, added: [dan], before })).toBe('allowed');
    expect(judge({ committer: ben, removed: [chloe], before })).toBe('not-moderator');
    expect(judge({ committer: ben, before, after: { ...before, version: 2, topic: 'Mine' } })).toBe('not-moderator');
    // By its own hand the rule cannot be bent in the commit that uses it.
    expect(judge({ committer: ben, added: [dan], before: room, after: { ...before, version: 2 } })).toBe(
      'not-moderator',
    );
  });

  it('lets everybody take out the dead, those who leave, and themselves', () => {
    const { devices, judge, suspend, chloe, dan } = setting();
    expect(judge({ committer: devices.ben, removed: [devices.dan] }, [dan.id])).toBe('allowed');
    expect(judge({ committer: devices.ben, removed: [undefined] })).toBe('allowed');
    suspend(chloe);
    expect(judge({ committer: devices.ben, removed: [devices.chloe] })).toBe('allowed');
  });

  it('lets everybody re-synchronise a device, and no more in the same breath', () => {
    const { devices, judge } = setting();
    const { ben, chloe, dan } = devices;
    expect(judge({ committer: ben, removed: [chloe], added: [chloe] })).toBe('allowed');
    expect(judge({ committer: ben, removed: [chloe], added: [dan] })).toBe('not-moderator');
    expect(judge({ committer: ben, removed: [chloe], added: [chloe, dan] })).toBe('not-moderator');
  });

  it('lets no uncertified or inactive device in, whoever brings it (AT-06, AT-07)', () => {
    const { devices, judge, suspend, dan } = setting();
    expect(judge({ committer: devices.ana, added: [undefined] })).toBe('unknown-device');
    expect(judge({ committer: undefined, added: [] })).toBe('unknown-device');
    suspend(dan);
    expect(judge({ committer: devices.ana, added: [devices.dan] })).toBe('inactive-device');
    expect(judge({ committer: devices.dan })).toBe('inactive-device');
  });

  it('lets both of two set for how long messages stay, one version after the other, and nothing else', () => {
    const { devices, judge, direct, ben, dan } = setting();
    const timed = { ...direct, version: 1, timer: { seconds: 60, from: 'sent' } } as RoomState;
    for (const committer of [devices.ana, devices.ben]) {
      expect(judge({ committer, before: direct, after: timed })).toBe('allowed');
    }
    expect(judge({ committer: devices.dan, before: direct, after: timed })).toBe('not-moderator');
    // A timer that comes back undoes what was agreed since (rollback); one without a version would, too.
    expect(judge({ committer: devices.ana, before: timed, after: direct })).toBe('room-state');
    expect(judge({ committer: devices.ana, before: direct, after: { ...timed, version: 2 } })).toBe('room-state');
    const others = { ...timed, people: [ben.id, dan.id] } as RoomState;
    expect(judge({ committer: devices.ana, before: direct, after: others })).toBe('room-state');
  });

  it('keeps a direct conversation to its two people', () => {
    const { devices, judge, direct, room } = setting();
    expect(judge({ committer: devices.ana, added: [devices.ben], before: direct })).toBe('allowed');
    expect(judge({ committer: devices.ana, added: [devices.dan], before: direct })).toBe('direct-is-for-two');
    expect(judge({ committer: devices.ana, before: direct, after: room })).toBe('room-state');
  });

  it('lets the room state move on by one version, by a moderator, and never back', () => {
    const { devices, judge, room } = setting();
    const next: RoomState = { ...room, version: 2, name: 'Quay' } as RoomState;
    expect(judge({ committer: devices.ana, after: next })).toBe('allowed');
    expect(judge({ committer: devices.ben, after: next })).toBe('not-moderator');
    expect(judge({ committer: devices.ana, before: next, after: room })).toBe('room-state');
    const own: RoomState = { ...room, version: 2, moderators: [devices.ben.user] } as RoomState;
    expect(judge({ committer: devices.ben, after: own, removed: [devices.chloe] })).toBe('not-moderator');
  });

  it('holds the policy: size and suite', () => {
    const { devices, judge } = setting();
    expect(judge({ committer: devices.ana, size: defaultPolicy.groupDevices + 1 })).toBe('room-too-large');
    expect(judge({ committer: devices.ana, suite: 'x25519' })).toBe('weak-suite');
  });
});

describe('what was done before its author was shut out', () => {
  it('still counts for whoever hears of it later, and nothing from after does', () => {
    const { org, devices, suspend, ben, dan } = setting();
    const before = org.now;
    org.now += HOUR;
    suspend(ben);
    const { state } = org;
    const now = org.now + HOUR;
    const commit = (at: number, change: Partial<MembershipChange>) => {
      const room: RoomState = newRoom('Harbour', ben.id);
      const full = {
        committer: devices.ben,
        added: [],
        removed: [],
        size: 3,
        suite: 'x-wing',
        before: room,
        after: room,
      };
      return judgeCommit({ ...full, ...change }, { state, leaving: new Set(), now, at }).allowed;
    };
    expect(commit(before, { added: [devices.dan] })).toBe(true);
    expect(commit(org.now, { added: [devices.dan] })).toBe(false);
    expect(judgeMessage(devices.ben, 256, { state, now, at: before }).allowed).toBe(true);
    expect(judgeMessage(devices.ben, 256, { state, now, at: org.now }).allowed).toBe(false);
    expect(judgeMessage(devices.ben, 256, { state, now }).allowed).toBe(false);
    // Ben was in then, and is to be removed by anybody now.
    expect(commit(org.now, { committer: devices.chloe, removed: [devices.ben] })).toBe(true);
    expect(commit(org.now, { committer: devices.chloe, removed: [{ ...devices.dan, user: dan.id }] })).toBe(false);
  });
});

describe('a relay that lies about the time', () => {
  it.each([0, 1, 8_000_000_000_000_000])('neither silences anybody nor lets anybody do more (%d)', (at) => {
    const { org, devices, room } = setting();
    const { state, now } = org;
    const context = { state, leaving: new Set<UserId>(), now, at };
    const change = { added: [], removed: [], size: 3, suite: 'x-wing', before: room, after: room };
    expect(judgeMessage(devices.ben, 256, context).allowed).toBe(true);
    expect(judgeCommit({ ...change, committer: devices.ana, added: [devices.dan] }, context).allowed).toBe(true);
    expect(judgeCommit({ ...change, committer: devices.ben, removed: [devices.chloe] }, context).allowed).toBe(false);
  });
});

describe('the gate on Welcomes', () => {
  const joining = () => {
    const all = setting();
    const { org, devices, room, direct } = all;
    const judge = (joined: Partial<JoinedGroup>, self = devices.ben) => {
      const whole = { committer: devices.ana, members: [devices.ana, self], suite: 'x-wing', room, returning: false };
      return reasonOf(judgeJoin({ ...whole, ...joined }, { state: org.state, now: org.now, self: self.user }));
    };
    return { ...all, direct, judge };
  };

  it('lets a moderator bring one in, or somebody put a device in again', () => {
    const { devices, judge } = joining();
    expect(judge({})).toBe('allowed');
    expect(judge({ committer: devices.chloe })).toBe('not-moderator');
    expect(judge({ committer: devices.chloe, returning: true })).toBe('allowed');
  });

  it('refuses a group with a ghost in it, or brought by one (AT-06, AT-07)', () => {
    const { devices, judge, suspend, chloe } = joining();
    expect(judge({ members: [devices.ana, devices.ben, undefined] })).toBe('unknown-device');
    expect(judge({ committer: undefined })).toBe('unknown-device');
    suspend(chloe);
    expect(judge({ committer: devices.chloe, returning: true })).toBe('inactive-device');
    expect(judge({ suite: 'x25519' })).toBe('weak-suite');
  });

  it('refuses a conversation for two in which a third one listens', () => {
    const { devices, direct, judge } = joining();
    const { ana, ben, chloe } = devices;
    expect(judge({ room: direct })).toBe('allowed');
    expect(judge({ room: direct, members: [ana, ben, chloe] })).toBe('direct-is-for-two');
    expect(judge({ room: direct, members: [ana, chloe] }, chloe)).toBe('direct-is-for-two');
    const alone: RoomState = { v: 1, kind: 'direct', people: [ben.user, ben.user] };
    expect(judge({ room: alone, members: [ben], committer: ben })).toBe('direct-is-for-two');
  });
});

describe('a device that gives no sign of life', () => {
  it('is taken out by anybody, and not heard, once the policy of its person is over, and no sooner', () => {
    const { org, devices } = setting();
    const DAY = 24 * HOUR;
    const now = org.now;
    const room: RoomState = newRoom('Harbour', devices.ana.user);
    const { state } = org;
    const remove = (aliveAt: number | undefined) =>
      judgeCommit(
        {
          committer: devices.ben,
          added: [],
          removed: [{ ...devices.chloe, aliveAt }],
          size: 3,
          suite: 'x-wing',
          before: room,
          after: room,
        },
        { state, leaving: new Set(), now },
      ).allowed;
    const hear = (aliveAt: number, at: number) => judgeMessage({ ...devices.chloe, aliveAt }, 256, { state, now, at });
    const { inactiveDays } = defaultPolicy;
    expect(remove(now - inactiveDays * DAY)).toBe(false);
    expect(remove(now - inactiveDays * DAY - 1)).toBe(true);
    // As a key package that has only just been made reaches ahead; and a lie that would reach for years.
    expect(remove(now + 28 * DAY)).toBe(false);
    expect(remove(now + 366 * DAY)).toBe(true);
    expect(remove(undefined)).toBe(false);
    expect(hear(now - 10 * DAY, now).allowed).toBe(true);
    expect(hear(now - 31 * DAY, now)).toMatchObject({ reason: 'silent-device' });
    // What was right when it came stays right; a relay that dates it into the future wins nothing.
    expect(hear(now - 31 * DAY, now - 5 * DAY).allowed).toBe(true);
    expect(hear(now - 10 * DAY, now + 366 * DAY).allowed).toBe(true);
  });
});

describe('the level of a room', () => {
  it('is given inside the policy, and shown inside that of whoever looks', () => {
    const policy = (levelLeast: PolicyValues['levelLeast'], levelMost: PolicyValues['levelMost']) => ({
      levelLeast,
      levelMost,
    });
    expect(judgeLevel('secret', { levelMost: 'secret' })).toEqual({ allowed: true });
    expect(judgeLevel('top-secret', { levelMost: 'secret' })).toMatchObject({ reason: 'room-level' });
    expect(judgeLevel('unclassified', { levelMost: 'none' })).toMatchObject({ reason: 'room-level' });
    expect(levelShown(undefined, policy('none', 'top-secret'))).toBeUndefined();
    expect(levelShown(undefined, policy('restricted', 'secret'))).toBe('restricted');
    expect(levelShown('unclassified', policy('restricted', 'secret'))).toBe('restricted');
    expect(levelShown('top-secret', policy('restricted', 'secret'))).toBe('secret');
    expect(levelShown('confidential', policy('none', 'none'))).toBeUndefined();
    expect(levelShown('confidential', policy('secret', 'restricted'))).toBe('secret');
  });
});

describe('the group of a person’s own devices', () => {
  it('takes in their devices by their devices, nobody else, and is never otherwise', () => {
    const { org, ben, devices, judge } = setting();
    const before: RoomState = { v: 1, kind: 'own', people: [ben.id] };
    const phone = { device: org.addDevice(ben).id, user: ben.id };
    expect(judge({ committer: devices.ben, added: [phone], before })).toBe('allowed');
    expect(judge({ committer: phone, removed: [devices.ben], before })).toBe('allowed');
    expect(judge({ committer: devices.ben, added: [devices.chloe], before })).toBe('own-devices');
    expect(judge({ committer: devices.chloe, added: [phone], before })).toBe('own-devices');
    const after: RoomState = { ...before, version: 1 };
    expect(judge({ committer: devices.ben, before, after })).toBe('room-state');
    expect(judge({ committer: devices.ben, before: newRoom('Harbour', ben.id), after: before })).toBe('room-state');
    const said = { room: before, epoch: 1n, since: 0n, closedSince: 0n };
    expect(judgeWords(devices.ben, said)).toMatchObject({ reason: 'own-devices' });
  });

  it('is joined only where all in it, and whoever brought this device in, are one’s own (AT-20)', () => {
    const { org, ben, chloe, devices } = setting();
    const phone = { device: org.addDevice(ben).id, user: ben.id };
    const room: RoomState = { v: 1, kind: 'own', people: [ben.id] };
    const join = (joined: Partial<JoinedGroup>) => {
      const full = { committer: devices.ben, members: [devices.ben, phone], suite: 'x-wing', room, returning: false };
      return reasonOf(judgeJoin({ ...full, ...joined }, { state: org.state, now: org.now, self: ben.id }));
    };
    expect(join({})).toBe('allowed');
    expect(join({ committer: devices.chloe })).toBe('own-devices');
    expect(join({ members: [devices.ben, phone, devices.chloe] })).toBe('own-devices');
    expect(join({ room: { v: 1, kind: 'own', people: [chloe.id] } })).toBe('own-devices');
  });
});
