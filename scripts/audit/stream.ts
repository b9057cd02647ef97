/** Judges the stream of security events: its chain, and whether it tells the whole log. */
import { type ChainHead, chainStart, judgeLink, parseLine } from '#server/stream/chain.ts';
import { concatBytes, encodeHex } from '#shared/encoding/index.ts';
import type { LogCrypto } from '#shared/org-log/index.ts';
import { auditLog } from './judge.ts';

export interface StreamFile {
  readonly name: string;
  readonly text: string;
}

export type StreamProblem =
  | 'unreadable'
  | 'changed'
  | 'missing'
  | 'repeated'
  | 'another-chain'
  | 'another-log'
  | 'entry-missing';

export type StreamAudit =
  | {
      readonly sound: true;
      readonly first: number;
      /** The newest record: compare it with what the collector has. */
      readonly head: ChainHead;
      readonly from: number;
      readonly to: number;
      readonly counts: ReadonlyMap<string, number>;
      /** The entries of the log that it tells, of how many; undefined without a log. */
      readonly log: { readonly first: number; readonly size: number } | undefined;
      /** Whether the last line is cut off, as a relay that was killed leaves it. */
      readonly torn: boolean;
    }
  | {
      readonly sound: false;
      readonly problem: StreamProblem;
      /** Where it shows: file and line, counted from 1. */
      readonly where: string;
      readonly sentence: string;
    };

type Refused = Extract<StreamAudit, { sound: false }>;

/**
 * @param files the files of the stream, in their order.
 * @param log an exported log that the stream is to be compared with.
 * @param rootKey the organisation's root key as the auditor has it from elsewhere, base64url.
 */
export function auditStream(
  files: readonly StreamFile[],
  log: string | undefined,
  rootKey: string | undefined,
  crypto: LogCrypto,
): StreamAudit {
  let head: ChainHead | undefined;
  let [first, from, to] = [0, 0, 0];
  let torn = false;
  /** Where the stream takes the log up. */
  let begins: number | undefined;
  const told = new Map<number, { readonly leaf: unknown; readonly where: string }>();
  const counts = new Map<string, number>();
  const lines = files.flatMap(({ name, text }) => linesOf(name, text));
  for (const [index, { where, line, whole }] of lines.entries()) {
    const record = parseLine(line);
    if (record === undefined && !whole && index === lines.length - 1) {
      torn = true;
      break;
    }
    if (record === undefined) return problem('unreadable', where, 'The line holds no record: it was changed or cut.');
    const broken = judgeLink(record, head, crypto.sha256);
    if (broken !== undefined) return problem(broken, where, sentenceOf(broken, record.seq, head));
    if (head === undefined) [first, from] = [record.seq, record.at];
    head = { seq: record.seq, hash: record.hash };
    to = record.at;
    counts.set(record.kind, (counts.get(record.kind) ?? 0) + 1);
    const { index: entry, leaf, entries } = record.about;
    if (record.kind === 'file.started' && typeof entries === 'number') begins ??= entries;
    if (record.kind === 'log.admitted' && typeof entry === 'number') {
      begins ??= entry;
      told.set(entry, { leaf, where });
    }
  }
  if (head === undefined) return problem('unreadable', files[0]?.name ?? '', 'There is no record in it.');
  const compared = log === undefined ? undefined : compare(log, rootKey, told, begins ?? 0, crypto);
  if (compared !== undefined && 'sound' in compared) return compared;
  return { sound: true, first, head, from, to, counts, log: compared, torn };
}

function compare(
  text: string,
  rootKey: string | undefined,
  told: ReadonlyMap<number, { readonly leaf: unknown; readonly where: string }>,
  first: number,
  crypto: LogCrypto,
): Refused | { readonly first: number; readonly size: number } {
  const audit = auditLog(text, rootKey, crypto);
  if (!audit.sound) return problem('another-log', 'the log', `The log itself is not sound: ${audit.sentence}`);
  const { envelopes } = audit.log;
  for (const [index, envelope] of envelopes.entries()) {
    if (index < first) continue;
    const record = told.get(index);
    if (record === undefined) {
      const sentence = `Entry ${index} of the log is not told. If it is one of the newest, the log was saved after the stream.`;
      return problem('entry-missing', 'the stream', sentence);
    }
    // RFC 9162 §2.1.1: the hash of a leaf.
    if (record.leaf !== encodeHex(crypto.sha256(concatBytes(Uint8Array.of(0), envelope)))) {
      return problem('another-log', record.where, `It tells another entry ${index} than the log has.`);
    }
  }
  return { first, size: envelopes.length };
}

function linesOf(name: string, text: string) {
  const lines = text.split('\n');
  // What follows the last line end is empty, or was cut off.
  const rest = lines.pop() ?? '';
  const all = lines.map((line, index) => ({ where: `${name}:${index + 1}`, line, whole: true }));
  return rest === '' ? all : [...all, { where: `${name}:${lines.length + 1}`, line: rest, whole: false }];
}

function problem(kind: StreamProblem, where: string, sentence: string): Refused {
  return { sound: false, problem: kind, where, sentence };
}

function sentenceOf(broken: Exclude<StreamProblem, 'unreadable'>, seq: number, head: ChainHead | undefined): string {
  switch (broken) {
    case 'changed':
      return `Record ${seq} was changed after it had been written: its hash is that of another.`;
    case 'missing':
      return `Records ${(head?.seq ?? 0) + 1} to ${seq - 1} are missing before it.`;
    case 'repeated':
      return `Record ${seq} comes after record ${head?.seq}: files in another order, or records put in again.`;
    default:
      return `Record ${seq} does not follow the one before it, ${head?.seq ?? chainStart.seq}: one of them is of another chain.`;
  }
}

/** The lines of a report, for a person. */
export function streamReport(audit: StreamAudit): string[] {
  if (!audit.sound) return [`refused at ${audit.where}: ${audit.sentence} (${audit.problem})`];
  const { first, head, from, to, counts, log, torn } = audit;
  const iso = (at: number) => new Date(at).toISOString();
  const lines = [`records ${first} to ${head.seq}, from ${iso(from)} to ${iso(to)}`];
  for (const [kind, count] of [...counts].sort(([left], [right]) => (left < right ? -1 : 1))) {
    lines.push(`  ${kind}: ${count}`);
  }
  if (first > 1) lines.push(`begins at record ${first}: what came before is not in these files`);
  if (torn) lines.push('the last line is cut off: the relay was stopped in the middle, and mends it when it starts');
  if (log !== undefined) {
    lines.push(
      log.first >= log.size
        ? 'tells no entry of the log'
        : `tells entries ${log.first} to ${log.size - 1} of the log as they are in it`,
    );
  }
  lines.push(
    `last hash: ${head.hash}`,
    'sound: no record was changed, left out or put in between these.',
    'Records that were cut off at the end show only where the last hash is compared with one kept elsewhere, such as at the collector.',
  );
  return lines;
}
