import { describe, expect, it } from 'vitest';
import type { ConversationEvent, MessageView } from '#client/bridge/port.ts';
import { type MessageId, parseId, type UserId } from '#shared/ids/index.ts';
import { eventSentence } from './event-sentence.ts';
import { hasNewBelow, type Row, timelineRows } from './rows.ts';
import { grewAtBeginning } from './use-prepended.ts';

const ana = parseId<UserId>('AAAAAAAAAAAAAAAAAAAAAA');
const ben = parseId<UserId>('BBBBBBBBBBBBBBBBBBBBBA');
const chloe = parseId<UserId>('CCCCCCCCCCCCCCCCCCCCCA');
const message = parseId<MessageId>('DDDDDDDDDDDDDDDDDDDDDA');
// Local noon: an hour more or less stays in the same day in every time zone.
const noon = new Date(2026, 4, 12, 12).getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const said = (key: string, author: UserId, at: number): MessageView => ({
  kind: 'text',
  key,
  at,
  id: message,
  author,
  mine: author === ana,
  text: 'words',
});
const happened = (key: string, at: number): MessageView => ({
  kind: 'event',
  key,
  at,
  event: { kind: 're-synchronised', recovered: 0 },
});
const shape = (rows: readonly Row[]) =>
  rows.map((row) => (row.kind === 'text' ? `${row.key}${row.head ? ' head' : ''}` : row.kind));

describe('rows of a timeline', () => {
  it('name the author once for messages that follow closely, and again after five minutes', () => {
    const entries = [
      said('1', ben, noon),
      said('2', ben, noon + 4 * MINUTE),
      said('3', ben, noon + 8 * MINUTE),
      said('4', ben, noon + 13 * MINUTE),
      said('5', chloe, noon + 13 * MINUTE),
      said('6', ben, noon + 13 * MINUTE),
    ];
    expect(shape(timelineRows(entries, undefined))).toEqual(['day', '1 head', '2', '3', '4 head', '5 head', '6 head']);
  });

  it('divide the days, and name the author again below a divider, an event and the New line', () => {
    const entries = [
      said('1', ben, noon),
      happened('2', noon + MINUTE),
      said('3', ben, noon + 2 * MINUTE),
      said('4', ben, noon + 3 * MINUTE),
      said('5', ben, noon + DAY),
    ];
    expect(shape(timelineRows(entries, '3'))).toEqual([
      'day',
      '1 head',
      'event',
      '3 head',
      'new',
      '4 head',
      'day',
      '5 head',
    ]);
  });

  it('have the New line also where what was read last is gone, and none where nothing shows where it ended', () => {
    const entries = [said('1', ben, noon), said('3', ben, noon + MINUTE), said('4', ben, noon + 2 * MINUTE)];
    expect(shape(timelineRows(entries, '2.~'))).toEqual(['day', '1 head', 'new', '3 head', '4']);
    expect(shape(timelineRows(entries, '0'))).toEqual(['day', '1 head', '3', '4']);
    expect(shape(timelineRows(entries, '9'))).toEqual(['day', '1 head', '3', '4']);
  });

  it('have keys that differ, also when the authors’ clocks make a day come back', () => {
    const entries = [
      said('1', ben, noon),
      said('2', chloe, noon + DAY),
      said('3', ben, noon),
      said('4', ben, noon + DAY),
    ];
    const keys = timelineRows(entries, '1').map((row) => row.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('do not group a message with one that claims to be much later', () => {
    const entries = [said('1', ben, noon + 60 * MINUTE), said('2', ben, noon)];
    expect(shape(timelineRows(entries, undefined))).toEqual(['day', '1 head', '2 head']);
  });

  it('have a New line only below which somebody else wrote', () => {
    const entries = [said('1', ben, noon), said('2', ana, noon + MINUTE)];
    expect(hasNewBelow(entries, '1')).toBe(false);
    expect(hasNewBelow(entries, undefined)).toBe(false);
    expect(hasNewBelow([...entries, said('3', ben, noon + MINUTE)], '1')).toBe(true);
    expect(hasNewBelow([...entries, said('3', ben, noon + MINUTE)], '3')).toBe(false);
  });

  it('are known to have grown at the beginning, and not when they grew at the end', () => {
    const before = timelineRows([said('3', ben, noon), said('4', ben, noon)], undefined);
    expect(
      grewAtBeginning(
        before,
        timelineRows([said('2', ben, noon), said('3', ben, noon), said('4', ben, noon)], undefined),
      ),
    ).toBe(true);
    expect(
      grewAtBeginning(
        before,
        timelineRows([said('3', ben, noon), said('4', ben, noon), said('5', ben, noon)], undefined),
      ),
    ).toBe(false);
    expect(grewAtBeginning([], before)).toBe(false);
  });
});

describe('sentences of events', () => {
  const names = new Map([
    [ana, 'You'],
    [ben, 'Ben'],
    [chloe, 'Chloe'],
  ]);
  const sentence = (event: ConversationEvent) => eventSentence(event, (id) => names.get(id) ?? 'Somebody', ana);

  it('say who did what to whom', () => {
    expect(sentence({ kind: 'joined', who: [ben, chloe], by: ana })).toBe('You added Ben and Chloe');
    expect(sentence({ kind: 'joined', who: [ben], by: ben })).toBe('Ben joined');
    expect(sentence({ kind: 'removed', who: ana, by: ben })).toBe('Ben removed you');
    expect(sentence({ kind: 'removed', who: ana, by: ben, idle: true })).toMatch(/^You were taken out, as your device/);
    expect(sentence({ kind: 'removed', who: chloe, by: ben, idle: true })).toMatch(/^Chloe was taken out, as Chloe’s/);
    expect(sentence({ kind: 'joined', who: [ben], by: ana, back: true })).toBe('Ben came back after a long time away');
    expect(sentence({ kind: 'device-added', who: ana })).toContain('A new device of yours');
    expect(sentence({ kind: 'device-added', who: ben })).toContain('A new device of Ben’s');
  });

  it('say how much was fetched again and how much is missing', () => {
    expect(sentence({ kind: 're-synchronised', recovered: 0 })).toBe('This device was re-synchronised');
    expect(sentence({ kind: 're-synchronised', recovered: 1 })).toContain('1 message was fetched again');
    expect(sentence({ kind: 'missing', count: 2 })).toContain('2 messages could not be read');
    expect(sentence({ kind: 'missing' })).toContain('Some messages could not be read');
  });
});
