/** How this device names the files of messages, and what the outbox asks of whoever keeps them. */
import { canonicalJson, encodeBase64url, encodeUtf8, labelled, labels } from '#shared/encoding/index.ts';
import { type GroupId, ID_BYTES, type MessageId } from '#shared/ids/index.ts';
import type { FileEntry } from '../content/files.ts';
import { sha256 } from '../crypto/primitives.ts';
import type { TextRow } from '../storage/records.ts';
import type { JournalWriter } from './journal.ts';

/**
 * Names a file on this device: by all that decides which bytes it is. By the blob's name alone, a member could name a colleague's
 * blob with another key or digest, and put their own file in its place.
 */
export function fileIdOf({ blob, key, header, digest, bytes }: FileEntry): string {
  const named = labelled(labels.fileName, encodeUtf8(canonicalJson([blob, key, header, digest, bytes])));
  return encodeBase64url(sha256(named).subarray(0, ID_BYTES));
}

/** The files that a person sends, as the outbox needs them. */
export interface SentFiles {
  /** What a message says of files that were added to this conversation. @throws Refused. */
  entriesOf(conversation: GroupId, ids: readonly string[]): FileEntry[];
  /**
   * Within the record that writes a message: it has its files from now on, and waits until the relay has them.
   * @throws Refused when one of them is not there.
   */
  hold(write: JournalWriter, message: TextRow): void;
  /** Whether a message waits for that. */
  waits(conversation: GroupId, message: MessageId): boolean;
}
