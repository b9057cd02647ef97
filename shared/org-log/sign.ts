/** Making signed envelopes. */
import { encodeBase64url, encodeUtf8, labelled, labels } from '#shared/encoding/index.ts';
import { encodeEntry, encodeEnvelope, type LogEntry, type Signer } from './entries.ts';

/** One who signs an entry, and how. */
export interface EntrySigner {
  readonly by: Signer;
  sign(message: Uint8Array): Uint8Array;
}

/** Signs `entry` by all `signers` and gives the envelope's bytes. @throws ZodError when it is no valid entry. */
export function signEntry(entry: LogEntry, signers: readonly EntrySigner[]): Uint8Array {
  const text = encodeEntry(entry);
  const message = labelled(labels.logEntry, encodeUtf8(text));
  return encodeEnvelope(
    text,
    signers.map(({ by, sign }) => ({ by, sig: encodeBase64url(sign(message)) })),
  );
}
