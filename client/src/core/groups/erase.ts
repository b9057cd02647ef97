/**
 * Deletes what a device has of one conversation: keys and what waits to be sent at once, in the record that decides it; what
 * was said in pieces behind that, gone on with after a restart. What is left is a row that says that it is gone, so that
 * nobody brings this device back into it in silence.
 */
import type { GroupId } from '#shared/ids/index.ts';
import { parseRoomStateText } from '../content/room-state.ts';
import type { ConversationRow } from '../storage/records.ts';
import type { Device } from './device.ts';
import type { Journal, JournalWriter } from './journal.ts';

/** So much goes in one record: what comes meanwhile waits no longer than for this. */
const AT_ONCE = 200;

/** The row of a conversation that a moderator has deleted for everybody. Whoever did it themselves needs not be told. */
export function deletedRow(
  before: ConversationRow,
  me: Device['self']['user'],
  { by, at, epoch }: { readonly by: Device['self']['user']; readonly at: number; readonly epoch: bigint },
): ConversationRow {
  const room = before.roomState === undefined ? undefined : parseRoomStateText(before.roomState);
  const title = room?.kind === 'room' ? room.name : '';
  return {
    ...bare(before),
    status: 'deleted',
    lastAt: Math.max(before.lastAt, at),
    epoch: String(epoch),
    leaves: true,
    ...(by === me ? {} : { gone: { title, by, at } }),
  };
}

/** The row of a conversation that is over, once its person wants to have nothing more of it. */
export function forgottenRow(before: ConversationRow): ConversationRow {
  const { status } = before;
  const isOut = status === 'left' || status === 'removed';
  // One that is broken goes on among the others: this device has to get out of it first.
  const leaves = before.leaves === true || (!isOut && status !== 'deleted');
  return { ...bare(before), status: isOut ? status : 'deleted', ...(leaves ? { leaves: true } : {}) };
}

/** What is kept: what the relay knows of it anyway, and until where it had come, against Welcomes into the past. */
function bare({ id, kind, suite, lastAt, epoch, shared }: ConversationRow): Omit<ConversationRow, 'status'> {
  return {
    id,
    kind,
    suite,
    lastAt,
    members: [],
    unread: 0,
    erasing: true,
    ...(epoch === undefined ? {} : { epoch }),
    ...(shared === undefined ? {} : { shared }),
  };
}

/** Ends a conversation as `row` says. Only within `exclusive`. */
export async function beginErasing(
  { groups, journal }: Device,
  row: ConversationRow,
  alsoWrite: (write: JournalWriter) => void = () => undefined,
): Promise<void> {
  const { id } = row;
  await groups.drop(id, (write) => {
    alsoWrite(write);
    write.putConversation(row);
    write.delete('pendingCommits', id);
    write.putDraft(id, { text: '' }, 0);
    for (const job of journal.memory.outbox.values()) if (job.group === id) write.deleteJob(job.id);
    for (const saved of journal.memory.saved.values()) {
      if (saved.conversation === id) write.deleteSaved(id, saved.message);
    }
  });
}

/** Deletes what was said, as long as the conversation is to be erased. @throws StorageError. */
export async function eraseContent(journal: Journal, id: GroupId): Promise<void> {
  for (;;) {
    const { entries } = await journal.read.messages({ conversation: id, limit: AT_ONCE });
    const done = await journal.record(
      (write) => {
        const row = write.conversation(id);
        // This device may have been let in again meanwhile.
        if (row?.erasing !== true) return true;
        for (const entry of entries) {
          if (entry.kind === 'damaged') write.delete('messages', id, entry.id);
          else write.deleteMessage(entry);
        }
        for (const mark of write.marks()) write.deleteMark(mark);
        if (entries.length > 0) return false;
        const { erasing: _over, ...rest } = row;
        write.putConversation(rest);
        return true;
      },
      { conversation: id, messages: [], marks: true },
    );
    if (done) return;
  }
}
