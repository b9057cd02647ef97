import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DeviceId, type GroupId, parseId, type UserId } from '#shared/ids/index.ts';
import { defaultPolicy, type PolicyValues } from '#shared/policy/index.ts';
import type { Presence } from '../content/presence.ts';
import { createTimers } from '../groups/timers.ts';
import type { StatusView } from '../port.ts';
import { noStatus } from './own.ts';
import { createPresence } from './presence.ts';

const id = <Id>(letter: string) => parseId(`${letter.repeat(21)}A`) as Id;
const [me, ben, chloe, dan] = [id<UserId>('M'), id<UserId>('B'), id<UserId>('C'), id<UserId>('N')];
const [direct, room, hall] = [id<GroupId>('D'), id<GroupId>('R'), id<GroupId>('H')];
const MINUTE = 60_000;
const common = { status: 'ready', lastAt: 0 };

beforeEach(() => vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => vi.useRealTimers());

function scene(policy: Partial<PolicyValues> = {}) {
  const said: [GroupId, Presence][] = [];
  const world = { status: noStatus as StatusView, idle: 0, wanted: true, changes: 0 };
  const crowd = Array.from({ length: 30 }, (_, nth) => parseId<UserId>(`${String(nth).padStart(21, 'P')}A`));
  const conversations = new Map([
    [direct, { ...common, id: direct, kind: 'direct', members: [me, ben] }],
    [room, { ...common, id: room, kind: 'room', members: [me, ben, chloe] }],
    [hall, { ...common, id: hall, kind: 'room', members: [me, ...crowd] }],
  ]);
  const group = (values: Partial<PolicyValues>) => ({ policy: { ...defaultPolicy, ...values }, earlier: [] });
  const state = {
    org: { defaultGroup: 'all' },
    locks: group({}),
    users: new Map([[dan, { group: 'quiet' }]]),
    groups: new Map([
      ['all', group(policy)],
      ['quiet', group({ presence: 'off' })],
    ]),
  };
  const timers = createTimers(() => Date.now());
  const presence = createPresence({
    device: {
      self: { user: me },
      journal: { memory: { conversations } },
      replica: () => ({ state }),
      maySend: () => true,
      now: () => Date.now(),
      relayNow: () => Date.now(),
    } as never,
    timers,
    signals: {
      say: async (group, body) => {
        if ('presence' in body) said.push([group, body.presence]);
      },
    },
    wanted: () => world.wanted,
    status: () => world.status,
    idleFor: () => world.idle,
    changed: () => {
      world.changes += 1;
    },
    fault: (error) => {
      throw error;
    },
  });
  const hears = (user: UserId, told: Presence, group = direct, device = id<DeviceId>('V')) =>
    presence.heard({ group, by: { user, device }, presence: told });
  return { presence, said, world, hears, timers, conversations };
}

describe('presence', () => {
  it('is told where somebody hears of it first, when it has changed, and again every few minutes', async () => {
    const { presence, said, world, timers } = scene();
    presence.arrived();
    await vi.advanceTimersByTimeAsync(0);
    expect(said).toEqual([
      [direct, { state: 'available', asks: true }],
      [room, { state: 'available', asks: true }],
    ]);
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(said.length / 2, 'once, and every three minutes').toBe(21);
    said.length = 0;
    // However often it changes, it is told every five seconds.
    for (let nth = 0; nth < 50; nth += 1) {
      world.status = { ...noStatus, text: `change ${nth}` };
      presence.look();
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(6_000);
    expect(said.length / 2).toBeLessThanOrEqual(3);
    expect(said.at(-1)?.[1]).toEqual({ state: 'available', text: 'change 49' });
    world.idle = 6 * MINUTE;
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(said.at(-1)?.[1].state).toBe('away');
    timers.close();
  });

  it('is told in a conversation that is new, and asked for there, once', async () => {
    const { presence, said, conversations, timers } = scene();
    presence.arrived();
    await vi.advanceTimersByTimeAsync(1_000);
    said.length = 0;
    const fresh = id<GroupId>('F');
    conversations.set(fresh, { ...common, id: fresh, kind: 'direct', members: [me, dan] });
    for (let nth = 0; nth < 5; nth += 1) {
      presence.recorded({ conversations: new Set([fresh]) });
      await vi.advanceTimersByTimeAsync(1_500);
    }
    expect(said).toEqual([[fresh, { state: 'available', asks: true }]]);
    timers.close();
  });

  it('that is turned off is said to the window, also where nothing was known of others', async () => {
    const { presence, world, timers } = scene();
    presence.arrived();
    await vi.advanceTimersByTimeAsync(0);
    world.changes = 0;
    world.wanted = false;
    presence.look();
    expect(world.changes).toBe(1);
    expect(presence.now).toEqual([]);
    world.wanted = true;
    presence.look();
    expect(world.changes).toBeGreaterThan(1);
    timers.close();
  });

  it('is known for a few minutes after it was told, and of nobody who says nothing', async () => {
    const { presence, hears, timers } = scene();
    hears(ben, { state: 'dnd', text: 'On the crane', until: Date.now() + MINUTE });
    const of = (user: UserId) => presence.now.find((one) => one.user === user);
    expect(of(ben)).toEqual({ user: ben, state: 'dnd', text: 'On the crane', until: Date.now() + MINUTE });
    expect(of(chloe)).toBeUndefined();
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(of(ben)).toEqual({ user: ben, state: 'dnd' });
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(of(ben)).toBeUndefined();
    timers.close();
  });

  it('of one person with several devices is one', () => {
    const { presence, hears, timers } = scene();
    const [left, right] = [id<DeviceId>('X'), id<DeviceId>('Y')];
    const of = () => presence.now.find((one) => one.user === ben)?.state;
    hears(ben, { state: 'away' }, direct, left);
    hears(ben, { state: 'available' }, direct, right);
    expect(of()).toBe('available');
    hears(ben, { state: 'dnd' }, direct, left);
    expect(of()).toBe('dnd');
    timers.close();
  });

  it('answers who asks in a direct conversation, not too often, and never in a room', async () => {
    const { hears, said, timers } = scene();
    for (let nth = 0; nth < 20; nth += 1) hears(ben, { state: 'available', asks: true });
    hears(chloe, { state: 'available', asks: true }, room);
    expect(said).toEqual([[direct, { state: 'available' }]]);
    timers.close();
  });

  it('is neither told nor heard in a large room', () => {
    const { presence, hears, timers } = scene();
    hears(ben, { state: 'away' }, hall);
    expect(presence.wants(hall)).toBe(false);
    expect(presence.now).toEqual([{ user: me, state: 'available' }]);
    timers.close();
  });

  it('of somebody whose own policy forbids it is ignored: only a modified client tells it', () => {
    const { presence, hears, timers } = scene();
    hears(dan, { state: 'away' }, room);
    expect(presence.now).toEqual([{ user: me, state: 'available' }]);
    timers.close();
  });

  it.each([
    ['the policy is off', { presence: 'off' }, true],
    ['the person does not want it', {}, false],
  ] as const)('is neither told, heard nor shown where %s', async (_why, policy, wanted) => {
    const { presence, hears, said, world, timers } = scene(policy);
    world.wanted = wanted;
    presence.arrived();
    hears(ben, { state: 'away', asks: true });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(said).toEqual([]);
    expect(presence.now).toEqual([]);
    expect(presence.wants(direct)).toBe(false);
    timers.close();
  });
});
