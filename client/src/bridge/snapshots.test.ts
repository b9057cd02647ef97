import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageView, SessionView, TimelineSnapshot } from '#core/port.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type GroupId, parseId } from '#shared/ids/index.ts';
import { applyTimelineDiff, applyUpdate, nothingKnown, withTimeline } from './snapshots.ts';

const group = parseId<GroupId>(encodeBase64url(new Uint8Array(16).fill(2)));
const entry = (key: string, at = 1): MessageView => ({ key, at, kind: 'event', event: { kind: 'damaged' } });
const timelineOf = (keys: readonly string[]): TimelineSnapshot => ({
  conversation: group,
  entries: keys.map((key) => entry(key)),
  hasOlder: true,
});

describe('a timeline difference', () => {
  it('leaves what a plain rebuild would leave: in order, each key once', () => {
    const keys = fc.uniqueArray(fc.stringMatching(/^[a-f]{1,2}$/), { maxLength: 12 });
    fc.assert(
      fc.property(keys, keys, keys, (before, upsert, remove) => {
        const timeline = timelineOf([...before].sort());
        const diff = { conversation: group, upsert: upsert.map((key) => entry(key, 2)), remove, hasOlder: false };
        const after = applyTimelineDiff(timeline, diff);
        const model = new Map(timeline.entries.map((one) => [one.key, one]));
        for (const key of remove) model.delete(key);
        for (const one of diff.upsert) model.set(one.key, one);
        expect(after.entries).toEqual([...model.keys()].sort().map((key) => model.get(key)));
        expect(after.hasOlder).toBe(false);
      }),
    );
  });

  it('moves a message that was placed, and keeps the others the same objects', () => {
    const timeline = timelineOf(['1', '2', '~5']);
    const diff = { conversation: group, upsert: [entry('3')], remove: ['~5'], hasOlder: true };
    const after = applyTimelineDiff(timeline, diff);
    expect(after.entries.map((one) => one.key)).toEqual(['1', '2', '3']);
    expect(after.entries[0]).toBe(timeline.entries[0]);
  });

  it('of a timeline that this window has not opened changes nothing', () => {
    const update = {
      topic: `timeline:${group}`,
      diff: { conversation: group, upsert: [entry('1')], remove: [], hasOlder: false },
    } as const;
    expect(applyUpdate(nothingKnown, update)).toBe(nothingKnown);
  });
});

describe('the conversations', () => {
  const lineOf = (id: GroupId, unread: number) => ({ id, unread, members: [], lastAt: 1 }) as unknown as Line;
  type Line = (typeof nothingKnown.conversations)[number];
  const other = parseId<GroupId>(encodeBase64url(new Uint8Array(16).fill(3)));

  it('that did not change stay the same objects, wherever they stand', () => {
    const first = applyUpdate(nothingKnown, {
      topic: 'conversations',
      snapshot: [lineOf(group, 1), lineOf(other, 2)],
    });
    const next = applyUpdate(first, { topic: 'conversations', snapshot: [lineOf(other, 3), lineOf(group, 1)] });
    expect(next.conversations.map(({ unread }) => unread)).toEqual([3, 1]);
    expect(next.conversations[1]).toBe(first.conversations[0]);
    expect(next.conversations[0]).not.toBe(first.conversations[1]);
    expect(applyUpdate(next, { topic: 'conversations', snapshot: [] }).conversations).toEqual([]);
  });
});

describe('the end of a session', () => {
  it('forgets every word, whatever ends it', () => {
    const organisation = { id: parseId<never>(group), name: 'Northwind' };
    const session = { kind: 'open' } as SessionView;
    const shown = {
      ...withTimeline({ ...nothingKnown, session }, timelineOf(['1'])),
      people: [{ name: 'Ben' }] as never,
    };
    const ends: SessionView[] = [
      { kind: 'locked', organisation, name: 'Ana', failures: 0 },
      { kind: 'stopped', reason: 'log-fork', sentence: 'Two logs.' },
    ];
    for (const end of ends) {
      const after = applyUpdate(shown, { topic: 'session', snapshot: end });
      expect(after).toEqual({ ...nothingKnown, session: end });
    }
    expect(applyUpdate(shown, { topic: 'session', snapshot: session }).people).toHaveLength(1);
  });
});
