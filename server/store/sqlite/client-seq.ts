/** The ring of bits by which a device's retries are recognised: one bit per sequence number, modulo the ring's size. */
import { wireLimits } from '#shared/wire/index.ts';
import type { ClientSeqStanding } from '../contract.ts';

const BITS = wireLimits.clientSeqWindow;

export interface SeenSeqs {
  /** The highest accepted. */
  readonly highest: number;
  /** The bits of the last `BITS` numbers up to `highest`; null before the first. */
  readonly ring: Uint8Array | null;
}

function bitOf(clientSeq: number): { byte: number; mask: number } {
  const bit = clientSeq % BITS;
  return { byte: bit >> 3, mask: 1 << (bit & 7) };
}

/** Where `clientSeq` stands. Numbers below the ring are never said to be new: that would do a thing twice. */
export function standingOf({ highest, ring }: SeenSeqs, clientSeq: number): ClientSeqStanding {
  if (clientSeq > highest) return 'new';
  if (clientSeq <= highest - BITS) return 'forgotten';
  const { byte, mask } = bitOf(clientSeq);
  return ((ring?.[byte] ?? 0) & mask) === 0 ? 'new' : 'accepted';
}

/** The same with `clientSeq` accepted. */
export function withAccepted({ highest, ring }: SeenSeqs, clientSeq: number): { highest: number; ring: Uint8Array } {
  const next = ring ? Uint8Array.from(ring) : new Uint8Array(BITS / 8);
  // The numbers between were not accepted; their bits still speak of numbers one ring ago.
  const jumped = clientSeq - highest;
  if (jumped >= BITS) next.fill(0);
  else {
    for (let seq = highest + 1; seq < clientSeq; seq += 1) {
      const { byte, mask } = bitOf(seq);
      next[byte] = (next[byte] ?? 0) & ~mask;
    }
  }
  const { byte, mask } = bitOf(clientSeq);
  next[byte] = (next[byte] ?? 0) | mask;
  return { highest: Math.max(highest, clientSeq), ring: next };
}
