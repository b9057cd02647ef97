/**
 * Hands on what was said before somebody came: by whoever brings them in, in their conversation for two, in pieces that wait
 * in the queue like words do, so that they outlive a restart. The room is told first.
 */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { type HistoryShare, PIECES_MAX, shareSchema } from '../content/payload.ts';
import { type Device, orgOf, policyOf } from '../groups/device.ts';
import { freshId } from '../groups/fresh-id.ts';
import type { Intent } from '../groups/intents.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { placeBehind } from '../groups/order.ts';
import { pastOf } from '../groups/proof.ts';
import { Refused } from '../groups/refused.ts';
import { withSharing } from '../groups/sharing.ts';
import { judgeHistory } from '../policy/gate-messages.ts';
import type { TextRow } from '../storage/records.ts';

/** More is not handed on, whatever is chosen: a newcomer's device takes it in one by one. */
const MESSAGES_MAX = 10_000;
const PAGE = 200;
/** In one piece, so many messages. */
const PIECE_MESSAGES = 100;
/** Of what a message may be large, so much is filled: an edit meanwhile may make words longer. */
const FILLED = 0.5;
/** What stands around the words of one message, in bytes, about. */
const AROUND = 420;
const DAY = 24 * 3_600_000;

interface ShareParts {
  readonly device: Device;
  /** The conversation for two with a person, which nobody has to see before words are in it. @throws Refused. */
  readonly carrierTo: (user: UserId) => Promise<GroupId>;
  /** Puts into the queue, in one record with what else is written. */
  readonly enqueue: (
    items: readonly { readonly group: GroupId; readonly intent: Intent }[],
    also: (write: JournalWriter) => void,
  ) => Promise<void>;
}

/** Brings people into a room, and hands on to them what `what` says. @throws Refused. */
export async function addWithHistory(
  core: { readonly device: Device; readonly membership: Adding; readonly outbox: Pick<ShareParts, 'enqueue'> },
  room: GroupId,
  people: readonly UserId[],
  what: HistoryShare,
): Promise<void> {
  const { device, membership, outbox } = core;
  const wanted = shareSchema.safeParse(what).data;
  if (wanted === undefined) throw new Refused('invalid-input');
  // Nobody is brought in where what was wanted cannot be.
  requireShareable(device);
  await membership.addPeople(room, people);
  const carrierTo = (user: UserId) => membership.carrierTo(user);
  await shareHistory({ device, carrierTo, enqueue: outbox.enqueue }, room, people, wanted);
}

interface Adding {
  addPeople(room: GroupId, people: readonly UserId[]): Promise<void>;
  carrierTo(user: UserId): Promise<GroupId>;
}

/** Refuses before anybody is brought in, where the policy does. @throws Refused. */
function requireShareable(device: Device): void {
  const verdict = judgeHistory(device.self.user, orgOf(device), device.now());
  if (!verdict.allowed) throw new Refused('not-allowed', verdict.sentence);
}

/** Hands on what `what` says to people who are in the room now. @throws Refused, StorageError. */
async function shareHistory(
  { device, carrierTo, enqueue }: ShareParts,
  room: GroupId,
  people: readonly UserId[],
  what: HistoryShare,
): Promise<void> {
  requireShareable(device);
  const { journal, self } = device;
  const pieces = await piecesOf(device, room, what);
  const transfer = freshId();
  const of = pieces.length;
  const carriers: GroupId[] = [];
  for (const user of people) carriers.push(await carrierTo(user));
  const announcement: Intent = { kind: 'shared-history', transfer, with: [...people], what, of };
  const parts = carriers.flatMap((group) =>
    pieces.map((ids, part) => ({ group, intent: { kind: 'history', room, transfer, part, of, ids } as Intent })),
  );
  await enqueue([{ group: room, intent: announcement }, ...parts], (write) => {
    const cursor = journal.memory.cursors.get(room) ?? 0;
    write.putMessage({
      kind: 'event',
      id: `shared:${transfer}`,
      conversation: room,
      order: placeBehind(cursor, `shared:${transfer}`),
      at: device.now(),
      event: { kind: 'history-shared', by: self.user, with: [...people], what },
    });
    write.changeConversation(room, (row) =>
      withSharing(row, transfer, { by: self.user, with: [...people], of, done: 0 }),
    );
  });
}

/** The ids of what is handed on, oldest first, in pieces of a size that everybody takes. */
async function piecesOf(device: Device, room: GroupId, what: HistoryShare): Promise<string[][]> {
  const { read } = device.journal;
  const most = what.kind === 'last' ? Math.min(what.count, MESSAGES_MAX) : MESSAGES_MAX;
  const since = what.kind === 'days' ? device.now() - what.days * DAY : 0;
  const found: TextRow[] = [];
  let before: string | undefined;
  for (let older = true; older && found.length < most; ) {
    const page = await read.messages({ conversation: room, limit: PAGE, ...(before === undefined ? {} : { before }) });
    before = page.entries[0]?.order;
    older = page.hasOlder && before !== undefined;
    for (const row of [...page.entries].reverse()) {
      if (row.kind !== 'text' || found.length >= most || pastOf(device, row) === undefined) continue;
      if (row.at < since) older = false;
      else found.push(row);
    }
  }
  const limit = policyOf(device).messageBytes * FILLED;
  const pieces: string[][] = [];
  let size = 0;
  for (const row of found.reverse()) {
    const bytes = AROUND + row.text.length * 3;
    const last = pieces.at(-1);
    if (last === undefined || size + bytes > limit || last.length >= PIECE_MESSAGES) {
      pieces.push([row.id]);
      size = bytes;
    } else {
      last.push(row.id);
      size += bytes;
    }
  }
  return pieces.slice(-PIECES_MAX);
}
