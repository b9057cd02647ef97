/** Entries of the organisation's log as events: who decided what, as everybody in the organisation can read it. */
import type { StoreReader } from '#server/store/contract.ts';
import { concatBytes, encodeHex } from '#shared/encoding/index.ts';
import { parseEnvelope } from '#shared/org-log/index.ts';
import type { EventRecord, Sha256 } from './chain.ts';
import type { SecurityEvents } from './events.ts';

const PAGE = 256;

/** The event of an admitted envelope. */
export function admittedEvent(index: number, envelope: Uint8Array, sha256: Sha256): SecurityEvents['log.admitted'] {
  const { entry, signatures } = parseEnvelope(envelope);
  return {
    index,
    leaf: encodeHex(sha256(concatBytes(Uint8Array.of(0), envelope))),
    kind: entry.kind,
    at: entry.at,
    by: signatures.map(({ by }) => (by.role === 'root' ? by.role : `${by.role}:${by.id}`)),
    entry,
  };
}

/** The events of what the stored log has from `from` on. */
export function* missedEntries(
  read: Pick<StoreReader, 'logEnvelopes'>,
  from: number,
  sha256: Sha256,
  now: () => number,
): Generator<EventRecord> {
  for (let next = from; ; ) {
    const envelopes = read.logEnvelopes(next, PAGE);
    if (envelopes.length === 0) return;
    for (const envelope of envelopes) {
      yield { kind: 'log.admitted', at: now(), about: { ...admittedEvent(next, envelope, sha256) } };
      next += 1;
    }
  }
}
