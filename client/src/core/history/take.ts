/**
 * Takes in what whoever brought this person into a room hands on of what was said before: piece by piece, once the room was
 * told of it. What its author's device has signed is shown as theirs; all else as the word of who hands it on.
 */
import type { GroupId } from '#shared/ids/index.ts';
import type { Past } from '../content/payload.ts';
import { type Device, orgOf } from '../groups/device.ts';
import { createExclusive } from '../groups/exclusive.ts';
import { lastOf } from '../groups/fold.ts';
import { asHeard } from '../groups/for-me.ts';
import type { JournalWriter, Recorded } from '../groups/journal.ts';
import { findTarget, keptIds, ownIdOf } from '../groups/named.ts';
import { placeBehind, placeOfEvent } from '../groups/order.ts';
import { proofOf } from '../groups/proof.ts';
import { withSharing } from '../groups/sharing.ts';
import { placeInThread } from '../groups/threads.ts';
import { judgeHistory } from '../policy/gate-messages.ts';
import type { HistoryRow } from '../storage/history-records.ts';
import type { ConversationRow, TextRow } from '../storage/records.ts';
import { type Sentence, say } from '../words/saying.ts';

type Sharing = NonNullable<ConversationRow['sharing']>[string];

/** So long a piece waits for the room that it is from, and for the room to be told of it. */
const WAITS_MS = 7 * 24 * 3_600_000;
/** The end of what stands at a place. */
const AFTER_ALL = '~';

export interface HistoryTaker {
  /** Goes on with what waits, and lets go what has waited too long. */
  begin(): void;
  /** Something may have come on. */
  recorded(recorded: Pick<Recorded, 'conversations'>): void;
}

export function createHistoryTaker(device: Device, fault: (error: unknown) => void): HistoryTaker {
  const { journal, self } = device;
  const queue = createExclusive();

  /** What is to come here, if anything is: from whoever brought this person in, and told to the room. */
  const due = (row: ConversationRow | undefined): readonly [string, Sharing][] =>
    row?.status !== 'ready'
      ? []
      : Object.entries(row.sharing ?? {}).filter(
          ([, one]) =>
            one.by === row.addedBy && one.with.includes(self.user) && one.done < one.of && one.refused !== true,
        );

  const look = async (room: GroupId): Promise<void> => {
    for (const [transfer] of due(journal.memory.conversations.get(room))) {
      for (;;) {
        const row = journal.memory.conversations.get(room);
        const sharing = due(row).find(([id]) => id === transfer)?.[1];
        if (row === undefined || sharing === undefined) break;
        const piece = await journal.read.get('history', room, `${transfer}:${sharing.done}`);
        if (piece === undefined || piece.by !== sharing.by || piece.of !== sharing.of) break;
        await take(row, sharing, piece);
      }
    }
  };

  const take = async (row: ConversationRow, sharing: Sharing, piece: HistoryRow): Promise<void> => {
    const { room, said, at, transfer, part } = piece;
    const judged = said.map((past) => ({ past, proof: proofOf(device, room, past) }));
    const verdict = judgeHistory(sharing.by, orgOf(device), at);
    const over = judged.flatMap(({ past }) => [
      ...keptIds(orgOf(device), { author: past.author, id: past.id }),
      ...(past.thread === undefined ? [] : keptIds(orgOf(device), past.thread)),
    ]);
    await journal.record(
      (write) => {
        letGo(write, piece);
        if (!verdict.allowed) {
          tellRefused(write, piece, sharing, `refused:${transfer}`, verdict.sentence);
          write.changeConversation(room, (now) => withSharing(now, transfer, { ...sharing, refused: true }));
          return;
        }
        for (const { past, proof } of judged) {
          // Whoever hands on words that their author's device has not signed, or has in another place, makes them up.
          if (proof !== 'forged') put(write, row, sharing, past, proof === 'verified', at);
        }
        if (judged.some(({ proof }) => proof === 'forged')) {
          tellRefused(write, piece, sharing, `forged:${transfer}:${part}`, say('gate', 'forged-past'));
        }
        write.changeConversation(room, (now) => ({
          ...withSharing(now, transfer, { ...sharing, done: sharing.done + 1 }),
          // What was said before one came is not unread.
          readUpTo: now.readUpTo ?? placeBehind(now.joinedAt ?? 0, AFTER_ALL),
        }));
      },
      { conversation: room, messages: over },
    );
  };

  const put = (
    write: JournalWriter,
    { id: room, kind, joinedAt = 0 }: ConversationRow,
    { by }: Sharing,
    past: Past,
    verified: boolean,
    at: number,
  ): void => {
    const state = orgOf(device);
    // What came after this person did, they have had themselves: under a later number, others' words could be put among it.
    if (past.seq > joinedAt || !state.users.has(past.author)) return;
    if (findTarget(write, state, room, { author: past.author, id: past.id }) !== undefined) return;
    const taken = write.message(room, past.id) !== undefined;
    const id = taken ? ownIdOf(past.device, past.id) : past.id;
    const { mentions, reply, thread, forwarded } = past;
    const row: TextRow = {
      kind: 'text',
      id,
      conversation: room,
      order: placeBehind(past.seq, `h${id}`),
      at: Math.min(past.sentAt, at),
      author: past.author,
      device: past.device,
      text: past.text,
      ...(mentions === undefined ? {} : { mentions }),
      ...(taken ? { named: past.id } : {}),
      ...(reply === undefined ? {} : { reply }),
      ...(thread === undefined ? {} : { thread }),
      ...(forwarded === undefined ? {} : { forwarded }),
      relayedAt: Math.min(past.at, at),
      shared: { by, verified },
    };
    const heard = asHeard(row, device, kind);
    const { row: placed } = placeInThread(write, state, self.user, heard);
    write.putMessage(placed);
    write.changeConversation(room, (now) =>
      now.last !== undefined || placed.aside === true ? now : { ...now, last: lastOf(placed) },
    );
  };

  const tellRefused = (write: JournalWriter, piece: HistoryRow, { by }: Sharing, id: string, sentence: Sentence) => {
    const seq = journal.memory.conversations.get(piece.room)?.joinedAt ?? 0;
    write.putMessage({
      kind: 'event',
      id,
      conversation: piece.room,
      order: `${placeOfEvent(seq + 1, 0)}${id}`,
      at: piece.at,
      event: { kind: 'refused', by, sentence },
    });
  };

  const letGo = (write: JournalWriter, { room, id, via }: HistoryRow) => {
    write.delete('history', room, id);
    write.changeConversation(via, ({ waiting = 0, ...row }) => (waiting > 1 ? { ...row, waiting: waiting - 1 } : row));
  };

  const begin = async (): Promise<void> => {
    const { rows } = await journal.read.readable('history');
    const stale = rows.filter(({ at }) => at < device.relayNow() - WAITS_MS);
    if (stale.length > 0) {
      await journal.record((write) => {
        for (const piece of stale) letGo(write, piece);
      });
    }
    for (const room of new Set(rows.map((piece) => piece.room))) await queue.run(room, () => look(room));
  };

  return {
    begin: () => void begin().catch(fault),
    recorded({ conversations }) {
      for (const room of conversations) {
        if (due(journal.memory.conversations.get(room)).length > 0) queue.run(room, () => look(room)).catch(fault);
      }
    },
  };
}
