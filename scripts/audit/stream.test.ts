import { describe, expect, it } from 'vitest';
import { type ChainHead, chain, chainStart, type EventRecord, lineOf } from '#server/stream/chain.ts';
import { admittedEvent } from '#server/stream/log-events.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { headOf, signCheckpoint, writeLogExport } from '#shared/org-log/index.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { TestOrg } from '#shared/org-log/testing/org.ts';
import { auditStream, streamReport } from './stream.ts';

const org = new TestOrg(nodePrimitives);
org.enrol('Ben', 'admin');
const rootKey = encodeBase64url(org.root.publicKey);

function logOf(envelopes: readonly Uint8Array[] = org.envelopes): string {
  const checkpoint = signCheckpoint(
    { org: org.org, ...headOf(org.state, nodePrimitives), at: org.now },
    org.relayKey.publicKey,
    (message) => org.relayKey.sign(message),
    nodePrimitives,
  );
  return writeLogExport({ org: org.org, rootKey, checkpoint, envelopes });
}

const event = (kind: string, about: object = {}): EventRecord => ({ kind, at: 1_700_000_000_000, about: { ...about } });
const entries = org.envelopes.map((envelope, index) =>
  event('log.admitted', admittedEvent(index, envelope, nodePrimitives.sha256)),
);

function linesOf(events: readonly EventRecord[], from: ChainHead = chainStart): string[] {
  let head = from;
  return events.map((one) => {
    const record = chain(one, head, nodePrimitives.sha256);
    head = { seq: record.seq, hash: record.hash };
    return lineOf(record);
  });
}

const all = linesOf([
  event('file.started', { entries: 0 }),
  event('relay.started'),
  ...entries,
  event('relay.stopped'),
]);
const file = (lines: readonly string[], name = 'a.jsonl') => ({
  name,
  text: lines.map((line) => `${line}\n`).join(''),
});
const judge = (lines: readonly string[], log?: string) => auditStream([file(lines)], log, undefined, nodePrimitives);

describe('an audited stream', () => {
  it('is sound as the relay wrote it, over its files, and tells every entry of the log', () => {
    const files = [file(all.slice(0, 3)), file(all.slice(3), 'b.jsonl')];
    const audit = auditStream(files, logOf(), rootKey, nodePrimitives);
    expect(audit).toMatchObject({ sound: true, first: 1, head: { seq: all.length }, log: { first: 0 }, torn: false });
    const said = streamReport(audit).join('\n');
    expect(said).toContain(`records 1 to ${all.length}`);
    expect(said).toContain(`tells entries 0 to ${entries.length - 1} of the log as they are in it`);
    expect(said).toContain(`log.admitted: ${entries.length}`);
    expect(said).toMatch(/^last hash: [0-9a-f]{64}$/m);
  });

  it('names the first link that does not hold (T-STREAM-01)', () => {
    const changed = all.with(2, (all[2] ?? '').replace('"index":0', '"index":7'));
    expect(judge(changed)).toMatchObject({ sound: false, problem: 'changed', where: 'a.jsonl:3' });
    expect(streamReport(judge(changed))[0]).toMatch(/^refused at a\.jsonl:3: Record 3 was changed/);
    expect(judge(all.toSpliced(2, 1))).toMatchObject({ problem: 'missing', where: 'a.jsonl:3' });
    expect(judge(all.toSpliced(2, 0, all[1] ?? ''))).toMatchObject({ problem: 'repeated', where: 'a.jsonl:3' });
    const another = linesOf([event('relay.started'), event('relay.stopped')]);
    expect(judge([all[0] ?? '', another[1] ?? ''])).toMatchObject({ problem: 'another-chain', where: 'a.jsonl:2' });
    expect(judge(all.with(1, '{}'))).toMatchObject({ problem: 'unreadable', where: 'a.jsonl:2' });
    expect(judge([])).toMatchObject({ problem: 'unreadable' });
    const [first, second] = [file(all.slice(0, 3)), file(all.slice(3), 'b.jsonl')];
    expect(auditStream([second, first], undefined, undefined, nodePrimitives)).toMatchObject({
      problem: 'repeated',
      where: 'a.jsonl:1',
    });
  });

  it('may begin later, and end in a line that a crash has torn', () => {
    const late = file(all.slice(2));
    const audit = auditStream([{ ...late, text: late.text.slice(0, -5) }], undefined, undefined, nodePrimitives);
    expect(audit).toMatchObject({ sound: true, first: 3, torn: true, head: { seq: all.length - 1 } });
    expect(streamReport(audit).join('\n')).toContain('begins at record 3');
  });

  it('shows an entry of the log that it leaves out, or tells otherwise', () => {
    const without = linesOf([event('file.started', { entries: 0 }), ...entries.toSpliced(1, 1)]);
    expect(judge(without)).toMatchObject({ sound: true });
    expect(judge(without, logOf())).toMatchObject({
      sound: false,
      problem: 'entry-missing',
      sentence: expect.stringContaining('Entry 1 of the log'),
    });
    const other = event('log.admitted', { ...entries[1]?.about, leaf: '0'.repeat(64) });
    const otherwise = linesOf([event('file.started', { entries: 0 }), ...entries.with(1, other)]);
    expect(judge(otherwise, logOf())).toMatchObject({ problem: 'another-log', where: 'a.jsonl:3' });
    // A stream that took the log up later is asked only for what came since.
    const later = linesOf([event('file.started', { entries: 1 }), ...entries.slice(1)]);
    expect(judge(later, logOf())).toMatchObject({ sound: true, log: { first: 1 } });
    expect(judge(all, logOf(org.envelopes.slice(1)))).toMatchObject({ problem: 'another-log', where: 'the log' });
  });
});
