/** The ways in which an attempt is spoiled. */
import { canonicalJson, encodeUtf8 } from '#shared/encoding/index.ts';
import type { LogEntry } from '#shared/org-log/index.ts';
import type { Random } from '../mls-model/random.ts';

export const disturbances = [
  'unsigned',
  'one fewer',
  'one more',
  'stranger',
  'signed twice',
  'another key',
  'old key',
  'signed for something else',
  'edited',
  'misshapen',
  'respelled',
  'damaged',
  'forked',
  'wrong root',
  'old view',
  'future view',
  'other organisation',
  'backdated',
  'clock ahead',
] as const;

export type Disturbance = (typeof disturbances)[number] | 'none';

/** The text of an entry that is none: a field too many, one too few, a value out of bounds. */
export function misshape(entry: LogEntry, random: Random): string {
  const { v, at, ...rest } = entry;
  return canonicalJson(
    random.pick<object>([
      { ...entry, backdoor: true },
      { at, ...rest },
      { v: 2, at, ...rest },
      { v, ...rest },
      { v, ...rest, at: -1 },
      { v, ...rest, at: 0.5 },
      { ...entry, kind: 'user.promote' },
      { ...entry, prior: { ...entry.prior, root: `${entry.prior.root}=` } },
      { ...entry, prior: { ...entry.prior, size: -1 } },
      { ...entry, org: entry.org.slice(1) },
      { ...entry, kind: 'owners.set', owners: [], quorum: 1 },
      { ...entry, kind: 'security-group.set', name: 'A\u202eB' },
      { ...entry, kind: 'user.update', details: {} },
      { ...entry, kind: 'user.update', details: { title: 'A\u202eB' } },
      { ...entry, kind: 'user.update', details: { contact: 'x'.repeat(81) } },
      { ...entry, kind: 'user.update', details: { salary: 'much' } },
    ]),
  );
}

/** Bytes that say the same in another spelling, or are damaged. */
export function respell(envelope: string, how: 'respelled' | 'damaged', random: Random): Uint8Array {
  if (how === 'respelled') {
    const parsed = JSON.parse(envelope) as { entry: string; signatures: unknown[] };
    return encodeUtf8(
      random.pick([
        () => JSON.stringify(parsed, null, 1),
        () => `${envelope}\n`,
        () => JSON.stringify({ signatures: parsed.signatures, entry: parsed.entry }),
        () => canonicalJson({ ...parsed, entry: `${parsed.entry} ` }),
        () => envelope.replace('{"entry"', '{"entry":"","entry"'),
        () => canonicalJson({ ...parsed, signatures: [] }),
      ])(),
    );
  }
  const bytes = encodeUtf8(envelope);
  if (random.chance(0.3)) return bytes.slice(0, random.below(bytes.length));
  const place = random.below(bytes.length);
  bytes[place] = (bytes[place] ?? 0) ^ (1 + random.below(255));
  return bytes;
}
