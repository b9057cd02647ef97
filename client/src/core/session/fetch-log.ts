/** The log from the relay, page by page. */
import type { OrgId } from '#shared/ids/index.ts';
import { wireLimits } from '#shared/wire/index.ts';
import { type Advance, advance, emptyReplica, type Replica } from '../org/replica.ts';
import type { RelayTransport } from '../transport/transport.ts';
import { say, spoken } from '../words/saying.ts';
import { logCrypto } from './log-crypto.ts';
import { ProblemError } from './problems.ts';
import { extendInSlices, type Progress } from './stored-log.ts';

export interface WholeLog {
  readonly replica: Replica;
  readonly envelopes: readonly Uint8Array[];
}

/**
 * Fetches what comes next, up to the end. Each page is judged before the next is asked for: a relay could fill the memory
 * otherwise, with what no rule allows and without an end.
 * @returns the newest checkpoint, and how many entries came with it last.
 * @throws TransportError.
 */
export async function fetchInto(
  call: RelayTransport['call'],
  all: Advance,
  progress?: Progress,
): Promise<{ readonly checkpoint: string; readonly fetched: number }> {
  const limit = wireLimits.logEnvelopesPerPage;
  for (let fetched = 0; ; ) {
    const { envelopes, checkpoint } = await call('log.since', { size: all.size, limit });
    fetched += envelopes.length;
    const good = await extendInSlices(all, envelopes, progress, sizeIn(checkpoint));
    if (!good || envelopes.length < limit) return { checkpoint, fetched };
  }
}

/** The size that a checkpoint names, to say how far it is; nothing is believed of it yet. */
function sizeIn(checkpoint: string): number {
  return Number(/^[^\n]*\n(\d{1,9})\n/.exec(checkpoint)?.[1] ?? 0);
}

/** Reads the whole log for somebody who has nothing yet. */
export interface LogVisit {
  /** What an earlier visit has fetched is not fetched and judged again. @throws TransportError, ProblemError. */
  fetch(call: RelayTransport['call'], org: OrgId, rootKey: string): Promise<WholeLog>;
  /** Lets go of what was fetched. */
  forget(): void;
}

export function createLogVisit(progress: Progress): LogVisit {
  let held: WholeLog | undefined;
  return {
    async fetch(call, org, rootKey) {
      const before = held;
      // Were it kept, one bad answer of the relay would be held against all later ones.
      held = undefined;
      const same = before?.replica.org === org && before.replica.rootKey === rootKey;
      const start = same ? before : { replica: emptyReplica(org, rootKey), envelopes: [] };
      held = await wholeLog(call, start, progress).finally(() => progress(0, 0));
      return held;
    },
    forget() {
      held = undefined;
    },
  };
}

async function wholeLog(call: RelayTransport['call'], before: WholeLog, progress: Progress): Promise<WholeLog> {
  const all = advance(before.replica);
  for (;;) {
    const { checkpoint, fetched } = await fetchInto(call, all, progress);
    const judged = all.conclude(checkpoint, logCrypto);
    if (judged.kind === 'accepted') {
      return { replica: judged.replica, envelopes: [...before.envelopes, ...judged.added] };
    }
    // A checkpoint may be ahead of what came with it; what is ahead comes next.
    if (judged.kind === 'behind' && fetched > 0) continue;
    const sentence = judged.kind === 'evidence' ? judged.evidence.sentence : say('account', 'logNotVerified');
    throw new ProblemError('invitation-tampered', { sentence: spoken(sentence) });
  }
}
