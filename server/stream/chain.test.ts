import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BrokenLink,
  type ChainedRecord,
  type ChainHead,
  chain,
  chainStart,
  type EventRecord,
  judgeLink,
  lineOf,
  parseLine,
} from './chain.ts';

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());

const anEvent: fc.Arbitrary<EventRecord> = fc.record({
  kind: fc.constantFrom('sign-in.accepted', 'log.admitted', 'relay.started'),
  at: fc.nat(),
  about: fc.dictionary(
    fc.string({ unit: 'grapheme', maxLength: 8 }).filter((name) => name !== '__proto__'),
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null)),
  ),
});

function chainOf(events: readonly EventRecord[]): ChainedRecord[] {
  let head = chainStart;
  return events.map((event) => {
    const record = chain(event, head, sha256);
    head = { seq: record.seq, hash: record.hash };
    return record;
  });
}

/** The first link that does not hold, and where. */
function judge(records: readonly ChainedRecord[]): { at: number; broken: BrokenLink } | undefined {
  let head: ChainHead | undefined = chainStart;
  for (const [at, record] of records.entries()) {
    const broken = judgeLink(record, head, sha256);
    if (broken !== undefined) return { at, broken };
    head = { seq: record.seq, hash: record.hash };
  }
  return undefined;
}

describe('a chain of records', () => {
  it('holds as it was made, over its lines', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { minLength: 1, maxLength: 12 }), (events) => {
        const read = chainOf(events).map((record) => parseLine(lineOf(record)));
        expect(read.includes(undefined)).toBe(false);
        expect(judge(read.flatMap((record) => record ?? []))).toBeUndefined();
      }),
    );
  });

  it('shows each record that was changed, left out, put in or moved (T-STREAM-01)', () => {
    const events = fc.array(anEvent, { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(events, fc.nat(), fc.constantFrom('kind', 'at', 'about', 'seq', 'prev'), (made, where, member) => {
        const records = chainOf(made);
        const at = where % (records.length - 1);
        const record = records[at];
        if (record === undefined) throw new Error('there is one');
        const other = { kind: 'other', at: record.at + 1, about: { x: [] }, seq: record.seq + 1, prev: 'f'.repeat(64) };
        const changed = { ...record, [member]: other[member] };
        expect(judge(records.with(at, changed))).toEqual({ at, broken: 'changed' });
        // One who knows how makes its hash anew: then the next one does not follow.
        const { v: _v, seq: _seq, prev: _prev, hash: _hash, ...event } = record;
        const again = chain({ ...event, about: { ...event.about, more: 1 } }, { seq: at, hash: record.prev }, sha256);
        expect(judge(records.with(at, again))).toEqual({ at: at + 1, broken: 'another-chain' });
        expect(judge(records.toSpliced(at, 1))).toEqual({ at, broken: 'missing' });
        expect(judge(records.toSpliced(at, 0, record))).toEqual({ at: at + 1, broken: 'repeated' });
        expect(judge([...records.toSpliced(at, 1), record])).toBeDefined();
      }),
    );
  });

  it('is read from lines that hold a record, and from no others', () => {
    const [record] = chainOf([{ kind: 'relay.started', at: 1, about: {} }]);
    if (record === undefined) throw new Error('there is one');
    for (const wrong of [
      { ...record, v: 2 },
      { ...record, seq: 0 },
      { ...record, hash: 'x' },
      { ...record, more: 1 },
    ]) {
      expect(parseLine(JSON.stringify(wrong))).toBeUndefined();
    }
    for (const line of ['', '{', 'null', '[]', lineOf(record).slice(0, -1)]) expect(parseLine(line)).toBeUndefined();
  });
});
