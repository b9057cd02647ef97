import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR } from '#shared/org-log/testing/org.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { newRoom, type RoomState } from '../content/room-state.ts';
import { ready } from '../crypto/primitives.ts';
import {
  judgeAcknowledgement,
  judgeChange,
  judgeClose,
  judgeCounted,
  judgeForward,
  judgeMessage,
  judgeOpen,
  judgeVote,
  judgeWords,
} from './gate-messages.ts';
import { reasonOf, setting } from './testing.ts';
import type { Recognised } from './verdict.ts';

beforeAll(ready);

describe('the gate on messages', () => {
  it('takes them from active devices, up to the size that the policy allows', () => {
    const { org, devices, suspend, ben } = setting();
    const judge = (sender: Recognised, size: number) => {
      return reasonOf(judgeMessage(sender, size, { state: org.state, now: org.now }));
    };
    expect(judge(devices.ben, 256)).toBe('allowed');
    expect(judge(devices.ben, defaultPolicy.messageBytes + 1)).toBe('message-too-large');
    expect(judge(undefined, 256)).toBe('unknown-device');
    suspend(ben);
    expect(judge(devices.ben, 256)).toBe('inactive-device');
  });
});

describe('the gate on words in a room for announcements', () => {
  it('lets moderators write, and others only what they wrote before it became one', () => {
    const { devices } = setting();
    const { ana, ben } = devices;
    const room: RoomState = { ...newRoom('News', ana.user), writing: 'moderators' };
    const judge = (sender: Recognised, epoch: bigint, state: RoomState = room) => {
      return reasonOf(judgeWords(sender, { room: state, epoch, since: 4n, closedSince: 6n }));
    };
    expect(judge(ana, 9n)).toBe('allowed');
    expect(judge(ben, 9n)).toBe('moderators-write');
    expect(judge(ben, 4n)).toBe('moderators-write');
    expect(judge(ben, 3n)).toBe('allowed');
    expect(judge(undefined, 3n)).toBe('unknown-device');
    expect(judge(ben, 9n, { ...room, writing: 'everybody' })).toBe('allowed');
  });

  it('lets nobody write in a closed room, but for what was written before it was closed', () => {
    const { devices } = setting();
    const { ana, ben } = devices;
    const room: RoomState = { ...newRoom('Old', ana.user), closed: true };
    const judge = (sender: Recognised, epoch: bigint) => {
      return reasonOf(judgeWords(sender, { room, epoch, since: 0n, closedSince: 4n }));
    };
    expect(judge(ana, 4n)).toBe('room-closed');
    expect(judge(ben, 9n)).toBe('room-closed');
    expect(judge(ben, 3n)).toBe('allowed');
    expect(judgeOpen({ room, epoch: 4n, closedSince: 4n })).toMatchObject({ reason: 'room-closed' });
    expect(judgeOpen({ room: newRoom('Old', ana.user), epoch: 4n, closedSince: 0n })).toEqual({ allowed: true });
  });
});

describe('the gate on what is passed on', () => {
  it('asks the policy of who passes it on; what is stricter counts at once, also for what comes late', () => {
    const { org, devices } = setting();
    const user = devices.ben.user;
    expect(judgeForward(user, org.state, org.now)).toEqual({ allowed: true });
    const before = org.now;
    org.now += HOUR;
    const values = { ...defaultPolicy, forwarding: 'forbidden' } as const;
    org.must(org.sign({ kind: 'policy.set', group: org.group, values }, org.ana.signer));
    expect(judgeForward(user, org.state, org.now)).toMatchObject({ reason: 'no-forwarding' });
    expect(judgeForward(user, org.state, before)).toMatchObject({ reason: 'no-forwarding' });
  });

  it('lets it be taken back, and not be other words', () => {
    const { org, devices } = setting();
    const by = devices.ben.user;
    const facts = { by, author: by, saidAt: org.now, at: org.now, forwarded: true, answered: false };
    expect(judgeChange({ kind: 'edit', ...facts }, org.state)).toMatchObject({ reason: 'passed-on' });
    expect(judgeChange({ kind: 'edit', ...facts, forwarded: false }, org.state)).toEqual({ allowed: true });
    expect(judgeChange({ kind: 'recall', ...facts }, org.state)).toEqual({ allowed: true });
  });
});

describe('the gate on polls, and on what is acknowledged', () => {
  const poll = { answers: ['Pier 4', 'Canteen'], endsAt: 100 };

  it('takes votes for answers that there are, as many as one has, and in time', () => {
    expect(reasonOf(judgeVote([1], poll, 100))).toBe('allowed');
    expect(reasonOf(judgeVote([], poll, 100))).toBe('allowed');
    expect(reasonOf(judgeVote([2], poll, 100))).toBe('no-such-answer');
    expect(reasonOf(judgeVote([0], undefined, 100))).toBe('no-such-answer');
    expect(reasonOf(judgeVote([0, 1], poll, 100))).toBe('one-answer');
    expect(reasonOf(judgeVote([0, 1], { ...poll, multiple: true }, 100))).toBe('allowed');
    expect(reasonOf(judgeVote([1], poll, 101))).toBe('poll-over');
  });

  it('lets its author and moderators of the room close it, and nobody else', () => {
    const { org, ben, chloe, room, direct } = setting();
    expect(reasonOf(judgeClose(ben.id, ben.id, room))).toBe('allowed');
    expect(reasonOf(judgeClose(org.ana.id, ben.id, room))).toBe('allowed');
    expect(reasonOf(judgeClose(chloe.id, ben.id, room))).toBe('not-closer');
    expect(reasonOf(judgeClose(org.ana.id, ben.id, direct))).toBe('not-closer');
  });

  it('counts only who is there, and who was asked', () => {
    const { org, ben, chloe } = setting();
    expect(reasonOf(judgeCounted(ben.id, [org.ana.id, ben.id]))).toBe('allowed');
    expect(reasonOf(judgeCounted(chloe.id, [org.ana.id, ben.id]))).toBe('not-member');
    const asks = { level: 'important', acknowledge: true } as const;
    expect(reasonOf(judgeAcknowledgement(ben.id, org.ana.id, asks))).toBe('allowed');
    expect(reasonOf(judgeAcknowledgement(org.ana.id, org.ana.id, asks))).toBe('not-asked');
    expect(reasonOf(judgeAcknowledgement(ben.id, org.ana.id, { level: 'urgent' }))).toBe('not-asked');
    expect(reasonOf(judgeAcknowledgement(ben.id, org.ana.id, undefined))).toBe('not-asked');
  });

  it('keeps the words that people answer to', () => {
    const { org, ben } = setting();
    const facts = { by: ben.id, author: ben.id, saidAt: org.now, at: org.now, forwarded: false, answered: true };
    expect(reasonOf(judgeChange({ kind: 'edit', ...facts }, org.state))).toBe('asked-as-it-is');
    expect(reasonOf(judgeChange({ kind: 'recall', ...facts }, org.state))).toBe('allowed');
  });
});
