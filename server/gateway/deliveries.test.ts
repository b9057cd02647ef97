import { beforeEach, expect, it } from 'vitest';
import { newId } from '#server/testing/org.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { decodeDeliver } from '#shared/wire/frame.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { Deliveries } from './deliveries.ts';
import type { PreparedFrame } from './frames.ts';
import type { Session } from './session.ts';

/** What the queue needs of a session. */
const newSession = () => ({ closing: false }) as Session;

let now: number;
let tasks: (() => void)[];
let members: Map<GroupId, Session[]>;
let written: { session: Session; seqs: number[] }[];
/** How long one write takes, in ms. */
let writeMs: number;
let deliveries: Deliveries;

beforeEach(() => {
  now = 0;
  tasks = [];
  members = new Map();
  written = [];
  writeMs = 0;
  deliveries = new Deliveries({
    sessionsOf: (group) => members.get(group) ?? [],
    write: (session, frame: PreparedFrame) => {
      written.push({ session, seqs: decodeDeliver(frame.payload).map(({ seq }) => seq) });
      now += writeMs;
    },
    soon: (task) => tasks.push(task),
    clock: () => now,
  });
});

function newGroup(size: number): GroupId {
  const group = newId<GroupId>();
  members.set(group, Array.from({ length: size }, newSession));
  return group;
}

function envelope(group: GroupId, seq: number, bytes = 10): Envelope {
  return { group, seq, epoch: 1n, kind: 'application', message: new Uint8Array(bytes), at: 1 };
}

/** One turn of the event loop. */
function turn(): void {
  const due = tasks;
  tasks = [];
  for (const task of due) task();
}

it('writes all that waits for a group in one frame for each session', () => {
  const group = newGroup(2);
  for (const seq of [1, 2, 3]) deliveries.add(envelope(group, seq));
  expect(written).toEqual([]);
  turn();
  expect(written).toEqual((members.get(group) ?? []).map((session) => ({ session, seqs: [1, 2, 3] })));
  expect(tasks).toEqual([]);
});

it('lets the relay read between slices, and goes on where it stopped', () => {
  writeMs = 0.4;
  const group = newGroup(7);
  deliveries.add(envelope(group, 1));
  const counts: number[] = [];
  while (tasks.length > 0) {
    turn();
    counts.push(written.length);
  }
  expect(counts).toEqual([3, 6, 7]);
  expect(written.map(({ session }) => session)).toEqual(members.get(group));
});

it('writes for as long as the relay did something else: deliveries do not starve', () => {
  writeMs = 1;
  const group = newGroup(10);
  deliveries.add(envelope(group, 1));
  now += 5;
  turn();
  expect(written.length).toBe(5);
});

it('puts what comes while a group waits into the same frame, and what comes while it is written to into the next', () => {
  writeMs = 1;
  const [first, second] = [newGroup(2), newGroup(1)];
  deliveries.add(envelope(first, 1));
  deliveries.add(envelope(second, 1));
  turn();
  deliveries.add(envelope(first, 2));
  deliveries.add(envelope(second, 2));
  while (tasks.length > 0) turn();
  expect(written.map(({ seqs }) => seqs)).toEqual([[1], [1], [1, 2], [2], [2]]);
});

it('writes at once what is asked for, in order, before the members of a group change', () => {
  writeMs = 1;
  const [group, other] = [newGroup(3), newGroup(1)];
  deliveries.add(envelope(group, 1));
  deliveries.add(envelope(other, 1));
  turn();
  deliveries.add(envelope(group, 2));
  deliveries.flush(group);
  const [a, b, c] = members.get(group) ?? [];
  expect(written).toEqual([
    { session: a, seqs: [1] },
    { session: b, seqs: [1] },
    { session: c, seqs: [1] },
    { session: a, seqs: [2] },
    { session: b, seqs: [2] },
    { session: c, seqs: [2] },
  ]);
  deliveries.flushAll();
  expect(written.slice(6)).toEqual([{ session: members.get(other)?.[0], seqs: [1] }]);
  while (tasks.length > 0) turn();
  expect(written.length).toBe(7);
});

it('writes nothing more to a session that has been closed', () => {
  writeMs = 1;
  const group = newGroup(3);
  deliveries.add(envelope(group, 1));
  turn();
  const [, second, third] = members.get(group) ?? [];
  if (second !== undefined) second.closing = true;
  while (tasks.length > 0) turn();
  expect(written.map(({ session }) => session)).toEqual([members.get(group)?.[0], third]);
});

it('cuts what is too much for one frame', () => {
  const group = newGroup(1);
  for (const seq of [1, 2, 3]) deliveries.add(envelope(group, seq, 600 * 1024));
  turn();
  expect(written.map(({ seqs }) => seqs)).toEqual([[1], [2], [3]]);
});
