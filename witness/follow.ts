/**
 * One look at the log: take its newest checkpoint, see that it grew out of the one that was cosigned last, keep it, and only
 * then cosign it. The rules are those of https://c2sp.org/tlog-witness; here the witness fetches, where there the log sends.
 */
import { decodeBase64url, encodeBase64url, equalBytes } from '#shared/encoding/index.ts';
import {
  type Checkpoint,
  cosign,
  type LogCrypto,
  openCheckpoint,
  parseVerifierKey,
  verifyConsistency,
} from '#shared/org-log/index.ts';
import type { Evidence, Keeping, KeptHead } from './keeping.ts';

/** How far ahead of this witness's clock a checkpoint may be, in ms. */
const CLOCK_AHEAD = 10 * 60_000;
/** The tlog-witness form allows no longer proof. */
const PROOF_MAX = 63;
const BODY_MAX = 8_192;

export interface FollowParts {
  readonly relay: string;
  readonly name: string;
  readonly keeping: Keeping;
  readonly crypto: LogCrypto;
  readonly now: () => number;
  /** As the global one. */
  readonly fetch: typeof globalThis.fetch;
}

export type Outcome =
  | { readonly kind: 'cosigned'; readonly size: number }
  /** The relay does not ask for witnesses, or not for this one, or has a newer head already: look again later. */
  | { readonly kind: 'not-taken'; readonly sentence: string }
  | { readonly kind: 'unreachable'; readonly sentence: string }
  | { readonly kind: 'refused'; readonly sentence: string; readonly evidence: string | undefined };

class Unreachable extends Error {}

export async function followOnce(parts: FollowParts): Promise<Outcome> {
  try {
    return await look(parts);
  } catch (error) {
    if (error instanceof Unreachable) return { kind: 'unreachable', sentence: error.message };
    throw error;
  }
}

async function look(parts: FollowParts): Promise<Outcome> {
  const { keeping, crypto, now } = parts;
  const log = keeping.head?.log ?? (await pin(parts));
  if (log === undefined) return { kind: 'not-taken', sentence: 'The log names no witnesses yet.' };
  const { org, publicKey } = parseVerifierKey(log, crypto);
  const note = await text(parts, '/witness/checkpoint');
  if (note === undefined) return { kind: 'not-taken', sentence: 'The log names no witnesses any more.' };
  const shown = openSafely(note, org, publicKey, crypto);
  const head = keeping.head ?? beginning(log, crypto);
  const held = { size: head.size, root: decodeBase64url(head.root), at: head.at };
  const refuse = (kind: Evidence['kind'], sentence: string, proof: readonly string[] = []): Outcome => {
    const evidence = { kind, sentence, log, held: head.note, shown: note, proof };
    return { kind: 'refused', sentence, evidence: keeping.keepEvidence(evidence) };
  };
  // Not signed with the pinned key: proves nothing against its holder, yet whoever runs the witness must look.
  if (shown === undefined)
    return refuse('another-key', 'The checkpoint is not signed with the log key that is pinned.');
  if (shown.at > now() + CLOCK_AHEAD) {
    return {
      kind: 'refused',
      sentence: 'The checkpoint is from the future, or the clock here is wrong.',
      evidence: undefined,
    };
  }
  if (shown.size < held.size) {
    // Signed before: it was overtaken on its way.
    if (shown.at < held.at) return { kind: 'not-taken', sentence: 'The relay shows an older checkpoint.' };
    return refuse('shrunk', `The log shrank from ${held.size} to ${shown.size} entries.`);
  }
  if (shown.size === held.size && !equalBytes(shown.root, held.root)) {
    return refuse('forked', `The relay has signed two logs of ${held.size} entries.`);
  }
  if (shown.at < held.at) return { kind: 'not-taken', sentence: 'The relay shows an older checkpoint.' };
  if (shown.size > held.size) {
    const proof = await proofLines(parts, held, shown);
    if (!verifyConsistency(held, shown, proof.map(bytesOf), crypto)) {
      return refuse('forked', `The log of ${shown.size} entries did not grow out of that of ${held.size}.`, proof);
    }
  }
  // Kept first: after a crash this witness must not sign another head of this size.
  keeping.keepHead({ log, note, size: shown.size, root: encodeBase64url(shown.root), at: shown.at });
  const witness = { name: parts.name, key: keeping.key.publicKey };
  const line = cosign(note, witness, now(), (message) => keeping.key.sign(message), crypto);
  const answer = await ask(parts, '/witness/cosignature', line);
  if (answer.status === 204) return { kind: 'cosigned', size: shown.size };
  return {
    kind: 'not-taken',
    sentence: 'The relay has not taken the cosignature: the log does not name this key, or has moved on.',
  };
}

/** The log before its first entry: what everything grows out of. */
export function beginning(log: string, crypto: Pick<LogCrypto, 'sha256'>): KeptHead {
  return { log, note: '', size: 0, root: encodeBase64url(crypto.sha256(new Uint8Array(0))), at: 0 };
}

/** The log key at first sight. From then on no other is believed. */
async function pin(parts: FollowParts): Promise<string | undefined> {
  const log = (await text(parts, '/witness/key'))?.trim();
  if (log === undefined) return undefined;
  try {
    parseVerifierKey(log, parts.crypto);
  } catch {
    throw new Unreachable('What answers there is no relay of Tacit.');
  }
  return log;
}

function openSafely(note: string, org: Checkpoint['org'], key: Uint8Array, crypto: LogCrypto): Checkpoint | undefined {
  try {
    return openCheckpoint(note, org, key, crypto);
  } catch {
    return undefined;
  }
}

async function proofLines(parts: FollowParts, held: Pick<Checkpoint, 'size'>, shown: Checkpoint): Promise<string[]> {
  const proof = await text(parts, `/witness/consistency/${held.size}/${shown.size}`);
  // A relay that goes away between two answers is no evidence.
  if (proof === undefined) throw new Unreachable('The relay gives no proof that its log only grew.');
  return proof.split('\n').slice(0, -1).slice(0, PROOF_MAX);
}

function bytesOf(line: string): Uint8Array {
  try {
    return decodeBase64url(line.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
  } catch {
    return new Uint8Array(0);
  }
}

/** The body of an answer; undefined where there is nothing. @throws Unreachable. */
async function text(parts: FollowParts, where: string): Promise<string | undefined> {
  const answer = await ask(parts, where);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw new Unreachable(`The relay answers with ${answer.status}.`);
  return answer.body;
}

async function ask(
  { relay, fetch }: FollowParts,
  where: string,
  body?: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const signal = AbortSignal.timeout(30_000);
  const sent = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'text/plain' }, body };
  try {
    const answer = await fetch(new URL(where, relay), { ...sent, signal, redirect: 'error' });
    const received = await bounded(answer);
    return { status: answer.status, body: received };
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    throw new Unreachable('The relay cannot be reached.');
  }
}

/** The text of an answer. A relay could send without an end. */
async function bounded(answer: Response): Promise<string> {
  let all = '';
  const decoder = new TextDecoder();
  for await (const part of answer.body ?? []) {
    all += decoder.decode(part, { stream: true });
    if (all.length > BODY_MAX) throw new Unreachable('The relay answers with too much.');
  }
  return all;
}
