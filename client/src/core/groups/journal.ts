/**
 * The one way in which the open core writes. A record is one storage transaction; what the core holds in memory follows
 * after it has been committed, and then those who listen hear of it. Records are made one at a time, so that none is
 * computed from what another is about to change.
 */
import type { GroupId } from '#shared/ids/index.ts';
import type { SavedMessage } from '../storage/account-records.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { ConversationRow, Draft, MarkRow, MessageRow, OutboxRow } from '../storage/records.ts';
import type { Store, StoreReader, StoreTransactor } from '../storage/store.ts';
import { bareDraft, isNoDraft } from './drafts.ts';
import { createExclusive } from './exclusive.ts';
import { freshId } from './fresh-id.ts';
import { threadKey } from './threads.ts';

/** The rows that the core holds in memory, as they are on the disk. */
export interface Memory {
  readonly conversations: ReadonlyMap<GroupId, ConversationRow>;
  readonly outbox: ReadonlyMap<string, OutboxRow>;
  readonly drafts: ReadonlyMap<GroupId, Draft>;
  /** What the person has saved, by `messageKey`, in the order in which it was. */
  readonly saved: ReadonlyMap<string, SavedMessage>;
  /** Until where each group has been applied, by sequence number. */
  readonly cursors: ReadonlyMap<GroupId, number>;
  /** Groups with a commit of ours whose fate is not known. */
  readonly pending: ReadonlySet<GroupId>;
  /** The sequence number for the next call that must not be done twice. */
  readonly nextClientSequence: number;
}

/** A message that is new, other than before, or gone. */
export interface MessageChange {
  readonly conversation: GroupId;
  /** Its row now; undefined: it is gone. */
  readonly row: MessageRow | undefined;
  /** Where it stood before, if it stood elsewhere. */
  readonly was: string | undefined;
}

/** What one record has changed of what people see. */
export interface Recorded {
  readonly conversations: ReadonlySet<GroupId>;
  readonly messages: readonly MessageChange[];
  readonly outbox: boolean;
  readonly saved: boolean;
  /** When the first of what it has written disappears; undefined: none of it does. */
  readonly expires: number | undefined;
  /** The note beside it that names the texts which came, changed or went, for search; undefined: none did. */
  readonly note: { readonly id: string; readonly of: readonly (readonly [GroupId, string])[] } | undefined;
}

export interface JournalWriter
  extends Pick<StoreTransactor, 'put' | 'delete' | 'deleteGroupState' | 'deleteFilePieces' | 'forgetProcessed'> {
  /** The conversation as this record leaves it so far. */
  conversation(id: GroupId): ConversationRow | undefined;
  putConversation(row: ConversationRow): void;
  /** Changes a conversation that exists; nothing happens to one that does not. */
  changeConversation(id: GroupId, change: (row: ConversationRow) => ConversationRow): void;
  /** @param was the place from which it moves. */
  putMessage(row: MessageRow, was?: string): void;
  deleteMessage(row: MessageRow): void;
  /**
   * A message as this record leaves it so far: one that it has written, or one that it was made `over`; undefined when it
   * is not there, or does not open.
   */
  message(conversation: GroupId, id: string): MessageRow | undefined;
  /** What waits for messages of the conversation that the record was made `over`, as it leaves it so far. */
  marks(): readonly MarkRow[];
  putMark(mark: MarkRow): void;
  deleteMark(mark: MarkRow): void;
  putJob(job: OutboxRow): void;
  /** The job as this record leaves it so far. */
  job(id: string): OutboxRow | undefined;
  deleteJob(id: string): void;
  putDraft(conversation: GroupId, draft: Draft, at: number): void;
  /** Saves a message, or takes it out of the saved ones. One that is recalled or deleted leaves them by itself. */
  putSaved(message: SavedMessage): void;
  deleteSaved(conversation: GroupId, message: string): void;
  moveCursor(group: GroupId, sequence: number): void;
  takeClientSequence(): number;
  /** Goes above what the relay has seen of this device. */
  raiseClientSequence(above: number): void;
}

/**
 * What a record is computed from besides memory: read when its turn has come, so that two records that change one message
 * never forget each other's change.
 */
export interface Over {
  readonly conversation: GroupId;
  readonly messages: Iterable<string>;
  /** Whether it needs what waits for messages that are not there. */
  readonly marks?: boolean;
}

export interface Journal {
  readonly memory: Memory;
  readonly read: StoreReader;
  /**
   * Writes one transaction. `work` is synchronous and sees what all earlier records have left.
   * @throws StorageError; then nothing has changed.
   */
  record<T>(work: (write: JournalWriter) => T extends PromiseLike<unknown> ? never : T, over?: Over): Promise<T>;
  /**
   * A record of what has to be looked for first: `find` reads when the record's turn has come, so that nothing comes or
   * goes between what was found and what is written. All other records wait meanwhile, so it reads no more than it must.
   * @throws StorageError, or what `find` throws; then nothing has changed.
   */
  recordFound<Found extends Over, T>(
    find: (read: StoreReader) => Promise<Found>,
    work: (write: JournalWriter, found: Found) => T extends PromiseLike<unknown> ? never : T,
  ): Promise<T>;
  /** Calls `listener` after each record that changed something of what it is told. */
  onRecorded(listener: (recorded: Recorded) => void): void;
}

interface MemoryMutable {
  conversations: Map<GroupId, ConversationRow>;
  outbox: Map<string, OutboxRow>;
  drafts: Map<GroupId, Draft>;
  saved: ReadonlyMap<string, SavedMessage>;
  cursors: Map<GroupId, number>;
  pending: Set<GroupId>;
  nextClientSequence: number;
}

/** Reads what the core holds in memory, and begins. @throws StorageError. */
export async function openJournal(store: Store): Promise<Journal> {
  const { read } = store;
  const [conversations, outbox, drafts, cursors, pending, sequence, saved] = await Promise.all([
    read.all('conversations'),
    read.all('outbox'),
    read.readable('drafts'),
    read.all('cursors'),
    read.readable('pendingCommits'),
    read.account('client-sequence'),
    read.account('saved'),
  ]);
  const memory: MemoryMutable = {
    conversations: new Map(conversations.map((row) => [row.id, row])),
    outbox: new Map(outbox.sort((left, right) => left.order - right.order).map((row) => [row.id, row])),
    drafts: new Map(drafts.rows.map((row) => [row.conversation, bareDraft(row)])),
    saved: new Map(saved?.messages.map((one) => [messageKey(one.conversation, one.message), one])),
    cursors: new Map(cursors.map(({ group, sequence: at }) => [group, at])),
    pending: new Set(pending.rows.map(({ group }) => group)),
    nextClientSequence: sequence?.next ?? 1,
  };
  const listeners = new Set<(recorded: Recorded) => void>();
  const queue = createExclusive();

  const write: Journal['record'] = async (work, over) => {
    const staged = stage(memory, await readOver(read, over));
    const result = await store.transaction((transactor) => {
      const answer = work(staged.writer(transactor));
      staged.noteTexts(transactor);
      return answer;
    });
    const recorded = staged.settle();
    const { conversations: changed, messages, outbox: jobs, saved: marked, expires } = recorded;
    if (changed.size > 0 || messages.length > 0 || jobs || marked || expires !== undefined) {
      for (const listener of listeners) listener(recorded);
    }
    // The types of the two transactions are the same conditional type, which the compiler does not see through.
    return result as Awaited<typeof result>;
  };

  return {
    memory,
    read,
    record: (work, over) => queue.run('journal', () => write(work, over)),
    recordFound: (find, work) =>
      queue.run('journal', async () => {
        const found = await find(read);
        return write((to) => work(to, found), found);
      }),
    onRecorded: (listener) => void listeners.add(listener),
  };
}

interface Read {
  readonly messages: ReadonlyMap<string, MessageRow | undefined>;
  readonly marks: readonly MarkRow[];
}

/** Names a message across conversations. */
export const messageKey = (conversation: GroupId, id: string): string => `${conversation} ${id}`;

async function readOver(read: StoreReader, over: Over | undefined): Promise<Read> {
  if (over === undefined) return { messages: new Map(), marks: [] };
  const { conversation } = over;
  const open = async (id: string): Promise<readonly [string, MessageRow | undefined]> => {
    const key = messageKey(conversation, id);
    try {
      return [key, await read.get('messages', conversation, id)];
    } catch (error) {
      if (isDamagedRow(error)) return [key, undefined];
      throw error;
    }
  };
  const [messages, marks] = await Promise.all([
    Promise.all([...new Set(over.messages)].map(open)),
    over.marks === true ? read.marks(conversation) : [],
  ]);
  return { messages: new Map(messages), marks };
}

/** The changes of one record, which count for nothing until it is on the disk. */
function stage(
  memory: MemoryMutable,
  read: Read,
): {
  writer(write: StoreTransactor): JournalWriter;
  noteTexts(write: StoreTransactor): void;
  settle(): Recorded;
} {
  const after: (() => void)[] = [];
  const conversations = new Map<GroupId, ConversationRow>();
  const jobs = new Map<string, OutboxRow | undefined>();
  const messages: MessageChange[] = [];
  const drafts = new Set<GroupId>();
  const texts = new Map<string, [GroupId, string]>();
  let note: { id: string; of: [GroupId, string][] } | undefined;
  let saved: Map<string, SavedMessage> | undefined;
  const written = new Map<string, MessageRow | undefined>();
  const marks = new Map(read.marks.map((mark) => [mark.id, mark]));
  let next = memory.nextClientSequence;
  let expires: number | undefined;

  const writer = (write: StoreTransactor): JournalWriter => {
    const conversation = (id: GroupId) => conversations.get(id) ?? memory.conversations.get(id);
    const putConversation = (row: ConversationRow) => {
      write.put('conversations', row);
      conversations.set(row.id, row);
    };
    const touch = ({ kind, conversation: of, id }: MessageRow) => {
      if (kind === 'text') texts.set(`${of}/${id}`, [of, id]);
    };
    const changeSaved = (change: (all: Map<string, SavedMessage>) => void) => {
      saved ??= new Map(memory.saved);
      change(saved);
      write.put('account', { key: 'saved', messages: [...saved.values()] });
    };
    const deleteSaved = (conversation: GroupId, id: string) => {
      const key = messageKey(conversation, id);
      if ((saved ?? memory.saved).has(key)) changeSaved((all) => all.delete(key));
    };
    const putSequence = () => write.put('account', { key: 'client-sequence', next });
    const pend = (table: string, group: GroupId | undefined, there: boolean) => {
      if (table === 'pendingCommits' && group !== undefined) {
        after.push(() => void (there ? memory.pending.add(group) : memory.pending.delete(group)));
      }
    };
    return {
      put(table, row) {
        write.put(table, row);
        pend(table, 'group' in row ? row.group : undefined, true);
        if ('due' in row) expires = Math.min(expires ?? row.at, row.at);
      },
      delete(table, ...key) {
        write.delete(table, ...key);
        pend(table, key[0] as GroupId, false);
      },
      deleteGroupState: (group) => write.deleteGroupState(group),
      deleteFilePieces: (store) => write.deleteFilePieces(store),
      forgetProcessed: (upTo) => write.forgetProcessed(upTo),
      conversation,
      putConversation,
      changeConversation(id, change) {
        const row = conversation(id);
        if (row !== undefined) putConversation(change(row));
      },
      putMessage(row, was) {
        write.put('messages', row);
        if (row.kind === 'text' && row.thread !== undefined) {
          const { conversation, id, order } = row;
          write.put('threads', { thread: threadKey(conversation, row.thread), id, order, conversation });
        }
        touch(row);
        written.set(messageKey(row.conversation, row.id), row);
        if (row.kind === 'text' && row.recalledAt !== undefined) deleteSaved(row.conversation, row.id);
        messages.push({ conversation: row.conversation, row, was: was === row.order ? undefined : was });
      },
      deleteMessage(row) {
        write.delete('messages', row.conversation, row.id);
        if (row.kind === 'text' && row.thread !== undefined) {
          write.delete('threads', threadKey(row.conversation, row.thread), row.id);
        }
        touch(row);
        written.set(messageKey(row.conversation, row.id), undefined);
        deleteSaved(row.conversation, row.id);
        messages.push({ conversation: row.conversation, row: undefined, was: row.order });
        const of = conversation(row.conversation);
        const pins = of?.pins?.filter(({ message }) => message !== row.id);
        if (of !== undefined && pins?.length !== of.pins?.length) putConversation({ ...of, ...(pins && { pins }) });
      },
      message(conversation, id) {
        const key = messageKey(conversation, id);
        if (written.has(key)) return written.get(key);
        if (!read.messages.has(key)) throw new Error('a record asks for a message that it was not made over');
        return read.messages.get(key);
      },
      marks: () => [...marks.values()],
      putMark(mark) {
        write.put('marks', mark);
        marks.set(mark.id, mark);
      },
      deleteMark(mark) {
        write.delete('marks', mark.conversation, mark.id);
        marks.delete(mark.id);
      },
      putJob(job) {
        write.put('outbox', job);
        jobs.set(job.id, job);
      },
      job: (id) => (jobs.has(id) ? jobs.get(id) : memory.outbox.get(id)),
      deleteJob(id) {
        write.delete('outbox', id);
        jobs.set(id, undefined);
      },
      putDraft(id, draft, at) {
        const empty = isNoDraft(draft);
        if (empty) write.delete('drafts', id);
        else write.put('drafts', { conversation: id, ...bareDraft(draft), at });
        drafts.add(id);
        after.push(() => void (empty ? memory.drafts.delete(id) : memory.drafts.set(id, draft)));
      },
      putSaved: (one) => changeSaved((all) => all.set(messageKey(one.conversation, one.message), one)),
      deleteSaved,
      moveCursor(group, sequence) {
        write.put('cursors', { group, sequence });
        after.push(() => memory.cursors.set(group, sequence));
      },
      takeClientSequence() {
        const taken = next;
        next += 1;
        putSequence();
        return taken;
      },
      raiseClientSequence(above) {
        if (next > above) return;
        next = above + 1;
        putSequence();
      },
    };
  };

  /** On the disk with the texts themselves, so that a crash leaves none of them out of the index, or in it. */
  const noteTexts = (write: StoreTransactor) => {
    if (texts.size === 0) return;
    note = { id: freshId(), of: [...texts.values()] };
    write.put('search', { kind: 'note', ...note });
  };

  const settle = (): Recorded => {
    for (const [id, row] of conversations) memory.conversations.set(id, row);
    for (const [id, job] of jobs) {
      if (job === undefined) memory.outbox.delete(id);
      else memory.outbox.set(id, job);
    }
    for (const effect of after) effect();
    memory.nextClientSequence = next;
    if (saved !== undefined) memory.saved = saved;
    return {
      conversations: new Set([...conversations.keys(), ...drafts]),
      messages,
      outbox: jobs.size > 0,
      saved: saved !== undefined,
      expires,
      note,
    };
  };
  return { writer, noteTexts, settle };
}
