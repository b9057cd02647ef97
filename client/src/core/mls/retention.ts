/** How long secrets of what is over are kept. */
import type { ClientState, EpochReceiverData } from 'ts-mls';
import { allSecretTreeValues } from 'ts-mls/secretTree.js';

/** Limits on ended epochs: how many, and for how long their late messages can be read. */
export interface RetentionLimits {
  readonly pastEpochs: number;
  readonly pastEpochHours: number;
}

/** A state, and when each of its past epochs ended (ms). */
export interface Retained {
  readonly state: ClientState;
  readonly ended: ReadonlyMap<bigint, number>;
}

const HOUR = 3_600_000;

/** Whether an epoch that ended then may still be read now. An end that lies ahead means a clock was set back: it counts. */
export function isReadable(endedAt: number | undefined, now: number, limits: RetentionLimits): boolean {
  return endedAt !== undefined && now - endedAt < limits.pastEpochHours * HOUR;
}

/**
 * Gives up past epochs that are too many or too old, and private keys of nodes that stand in the tree no more: a stolen
 * state must open nothing that its owner could not still need (RFC 9420 §7.5, §9.2, §16.6). A past epoch without a known
 * end, which is the one that has just ended, ends now.
 */
export function retain(candidate: Retained, limits: RetentionLimits, now: number): Retained & { spent: Uint8Array[] } {
  const { state } = candidate;
  const ended = new Map<bigint, number>();
  const kept = new Map<bigint, EpochReceiverData>();
  const spent: Uint8Array[] = [];
  const newestFirst = [...state.historicalReceiverData].sort(([left], [right]) => (left < right ? 1 : -1));
  for (const [epoch, receiver] of newestFirst) {
    const endedAt = candidate.ended.get(epoch) ?? now;
    if (kept.size < limits.pastEpochs && isReadable(endedAt, now, limits)) {
      kept.set(epoch, receiver);
      ended.set(epoch, endedAt);
    } else {
      spent.push(receiver.senderDataSecret, receiver.resumptionPsk, ...secretsOf(receiver));
    }
  }
  const privateKeys: Record<number, Uint8Array> = {};
  for (const [node, key] of Object.entries(state.privatePath.privateKeys)) {
    if (state.ratchetTree[Number(node)] === undefined) spent.push(key);
    else privateKeys[Number(node)] = key;
  }
  return {
    state: { ...state, historicalReceiverData: kept, privatePath: { ...state.privatePath, privateKeys } },
    ended,
    spent,
  };
}

function secretsOf({ secretTree }: EpochReceiverData): Uint8Array[] {
  // The library makes the list with room for twice as many as there are.
  return allSecretTreeValues(secretTree).filter((secret) => secret !== undefined);
}
