/**
 * A record of the event stream, and the chain that records make: each names the hash of the one before it, so that none can
 * be changed, left out or put in without its showing in all that follow. Pure; the auditor uses the same code.
 */
import { canonicalJson, encodeHex, encodeUtf8, labelled, labels } from '#shared/encoding/index.ts';

/** What a record tells, without its place in the chain. */
export interface EventRecord {
  /** What happened, such as `sign-in.refused`; at most 32 characters, which is what syslog has room for. */
  readonly kind: string;
  /** In ms, by the relay's clock. */
  readonly at: number;
  readonly about: Readonly<Record<string, unknown>>;
}

export interface ChainedRecord extends EventRecord {
  readonly v: 1;
  /** From 1, without a gap. */
  readonly seq: number;
  /** The hash of the record before, in hex; zeros before the first. */
  readonly prev: string;
  /** SHA-256, in hex, over the label `tacit/v1/event-record` and the canonical JSON of all the other members. */
  readonly hash: string;
}

/** Where a chain has come to. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Before the first record. */
export const chainStart: ChainHead = { seq: 0, hash: '0'.repeat(64) };

/** `record` as the next one after `head`. @throws RangeError when it has no JSON form. */
export function chain(record: EventRecord, head: ChainHead, sha256: Sha256): ChainedRecord {
  const { kind, at, about } = record;
  const content = { v: 1 as const, seq: head.seq + 1, at, kind, about, prev: head.hash };
  return { ...content, hash: hashOf(content, sha256) };
}

function hashOf(content: Omit<ChainedRecord, 'hash'>, sha256: Sha256): string {
  return encodeHex(sha256(labelled(labels.eventRecord, encodeUtf8(canonicalJson(content)))));
}

/** The line of a record in a file, without its end: canonical JSON. */
export function lineOf(record: ChainedRecord): string {
  return canonicalJson(record);
}

/** The record in a line; undefined when it holds none. Whether its hash is right is another question. */
export function parseLine(line: string): ChainedRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { v, seq, at, kind, about, prev, hash, ...rest } = value as Record<string, unknown>;
  const whole = (one: unknown): one is number => Number.isSafeInteger(one) && Number(one) >= 0;
  const hex = (one: unknown): one is string => typeof one === 'string' && /^[0-9a-f]{64}$/.test(one);
  if (v !== 1 || !whole(seq) || seq < 1 || !whole(at) || typeof kind !== 'string' || !hex(prev) || !hex(hash)) {
    return undefined;
  }
  if (typeof about !== 'object' || about === null || Array.isArray(about) || Object.keys(rest).length > 0) {
    return undefined;
  }
  return { v, seq, at, kind, about: { ...about }, prev, hash };
}

/** Why a record is not the next one after `head`; undefined when it is. */
export type BrokenLink = 'changed' | 'missing' | 'repeated' | 'another-chain';

/** @param head undefined: the record is where the reader begins, and only its own hash can be judged. */
export function judgeLink(record: ChainedRecord, head: ChainHead | undefined, sha256: Sha256): BrokenLink | undefined {
  const { hash, ...content } = record;
  if (hashOf(content, sha256) !== hash) return 'changed';
  if (head === undefined) return record.seq === 1 && record.prev !== chainStart.hash ? 'another-chain' : undefined;
  if (record.seq > head.seq + 1) return 'missing';
  if (record.seq <= head.seq) return 'repeated';
  return record.prev === head.hash ? undefined : 'another-chain';
}
