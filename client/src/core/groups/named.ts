/** Under which id a message is kept here, and by which its author and everybody else names it. */
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import { type DeviceId, ID_BYTES, type MessageId, parseId } from '#shared/ids/index.ts';
import { devicesOf, type OrgState } from '#shared/org-log/index.ts';
import type { Target } from '../content/payload.ts';
import { sha256 } from '../crypto/primitives.ts';
import type { TextRow } from '../storage/records.ts';
import type { JournalWriter } from './journal.ts';

/** The id under which a message is kept whose own is taken: by copying one, nobody keeps a colleague's message away. */
export function ownIdOf(device: DeviceId, id: MessageId): MessageId {
  return parseId<MessageId>(encodeBase64url(sha256(encodeUtf8(`${device} ${id}`)).subarray(0, ID_BYTES)));
}

/** How everybody names a message. */
export function targetOf({ author, id, named }: Pick<TextRow, 'author' | 'id' | 'named'>): Target {
  return { author, id: named ?? id };
}

/** Whether two names are of one message. */
export function isSameTarget(left: Target, right: Target): boolean {
  return left.author === right.author && left.id === right.id;
}

/** Every id under which a message may be kept here. */
export function keptIds(state: OrgState, { author, id }: Target): MessageId[] {
  return [id, ...devicesOf(state, author).map((device) => ownIdOf(device.id, id))];
}

/** The message of this name among rows that may be it. */
export function pickTarget(rows: Iterable<TextRow | undefined>, target: Target): TextRow | undefined {
  for (const row of rows) if (row !== undefined && isSameTarget(targetOf(row), target)) return row;
  return undefined;
}

/** The message of this name, in a record that was made over all of its `keptIds`. */
export function findTarget(
  write: JournalWriter,
  state: OrgState,
  conversation: TextRow['conversation'],
  target: Target,
): TextRow | undefined {
  const rows = keptIds(state, target).map((id) => write.message(conversation, id));
  return pickTarget(
    rows.map((row) => (row?.kind === 'text' ? row : undefined)),
    target,
  );
}
