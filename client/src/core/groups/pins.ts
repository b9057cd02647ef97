/** Which messages of a conversation are pinned: follows from what was done with each of them, and is bounded. */
import type { MessageId } from '#shared/ids/index.ts';
import type { ConversationRow, TextRow } from '../storage/records.ts';
import { editsOf, pinOf } from './changes.ts';
import type { JournalWriter } from './journal.ts';
import { placeOfEvent } from './order.ts';

/** Messages that are pinned in one conversation: a member who pins everything pushes nothing of others out. */
export const PINS_MAX = 50;

/** Stands behind lines on what is missing or was refused under the same number. */
const LINE = 2;

/** The conversation without this message among its pins. */
export function withoutPin({ pins = [], ...row }: ConversationRow, message: MessageId): ConversationRow {
  const left = pins.filter((pin) => pin.message !== message);
  return left.length === 0 ? row : { ...row, pins: left };
}

/** Puts what has become of a message into the pins of its conversation, with the line that says who did it. */
export function putPin(write: JournalWriter, before: TextRow, after: TextRow): void {
  const { id: message, conversation, order, changes = [] } = after;
  const pin = pinOf(after);
  const known = entryOf(write, after);
  const edited = editsOf(changes).at(-1)?.at;
  const editedAt = edited === undefined ? {} : { editedAt: edited };
  if (pin?.on !== true) {
    if (known !== undefined) write.changeConversation(conversation, (row) => withoutPin(row, message));
  } else if (known === undefined) {
    const entry = { message, order, pin: pin.id, by: pin.by, at: pin.at, ...editedAt };
    write.changeConversation(conversation, ({ pins = [], ...row }) => ({
      ...row,
      pins: pins.length < PINS_MAX ? [...pins, entry] : pins,
    }));
  } else if (known.editedAt !== edited) {
    write.changeConversation(conversation, ({ pins = [], ...row }) => ({
      ...row,
      pins: pins.map((one) => {
        if (one.message !== message) return one;
        const { editedAt: _before, ...rest } = one;
        return { ...rest, ...editedAt };
      }),
    }));
  }
  putLine(write, before, after);
}

function entryOf(write: JournalWriter, { id, conversation }: TextRow) {
  return write.conversation(conversation)?.pins?.find(({ message }) => message === id);
}

function putLine(write: JournalWriter, before: TextRow, after: TextRow): void {
  const placed = pinOf(after, true);
  const past = pinOf(before, true);
  if (placed?.sequence === undefined || placed.id === past?.id) return;
  // Pinned once more, or where there is no room for it: nothing has changed for anybody.
  if (placed.on ? entryOf(write, after)?.pin !== placed.id : past?.on !== true) return;
  write.putMessage({
    kind: 'event',
    id: `pin:${placed.sequence}`,
    conversation: after.conversation,
    order: placeOfEvent(placed.sequence, LINE),
    at: placed.at,
    event: { kind: 'pinned', by: placed.by, on: placed.on },
  });
}
