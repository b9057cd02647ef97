/** From where an open timeline takes its lines: the messages of a conversation, or those of one of its threads. */
import { type GroupId, isId, parseId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import type { Journal } from '../groups/journal.ts';
import { isSameTarget, keptIds, pickTarget, targetOf } from '../groups/named.ts';
import { parseThreadId, threadIdOf, threadKey } from '../groups/threads.ts';
import type { ThreadId, TimelineId } from '../port.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { MessageRow } from '../storage/records.ts';
import type { DamagedMessage, MessagePage } from '../storage/store.ts';

type Row = MessageRow | DamagedMessage;

export interface Source {
  readonly conversation: GroupId;
  readonly thread: ThreadId | undefined;
  /** The newest `limit` before a place, or of all. */
  page(before: string | undefined, limit: number): Promise<MessagePage>;
  /** Those from a place on, oldest first. */
  from(from: string, limit: number): Promise<MessagePage['entries']>;
  /** Whether a message of the conversation stands here. */
  shows(row: Row): boolean;
}

/** How a timeline is asked for. */
export function timelineIdOf(of: {
  readonly conversation: GroupId;
  readonly thread?: ThreadId | undefined;
}): TimelineId {
  return of.thread === undefined ? of.conversation : `${of.conversation}/${of.thread}`;
}

/** The source of a timeline; undefined where there is none of this name. */
export function sourceOf(journal: Journal, state: () => OrgState, id: TimelineId): Source | undefined {
  const [of, thread, ...more] = id.split('/');
  if (!isId(of) || more.length > 0) return undefined;
  const conversation = parseId<GroupId>(of);
  if (!journal.memory.conversations.has(conversation)) return undefined;
  const { read } = journal;
  if (thread === undefined) {
    return {
      conversation,
      thread,
      page: (before, limit) => read.messages({ conversation, ...(before === undefined ? {} : { before }), limit }),
      from: (from, limit) => read.messagesFrom({ conversation, from, limit }),
      shows: (row) => row.kind !== 'text' || row.aside !== true,
    };
  }
  const target = parseThreadId(thread);
  if (target === undefined) return undefined;
  const key = threadKey(conversation, target);
  /** What stands at the beginning; it may not be on this device. */
  const beginning = async (): Promise<Row[]> => {
    const rows = await Promise.all(
      keptIds(state(), target).map((one) =>
        read.get('messages', conversation, one).catch((error: unknown) => {
          if (isDamagedRow(error)) return undefined;
          throw error;
        }),
      ),
    );
    const root = pickTarget(
      rows.map((row) => (row?.kind === 'text' ? row : undefined)),
      target,
    );
    return root === undefined ? [] : [root];
  };
  return {
    conversation,
    thread,
    async page(before, limit) {
      const page = await read.replies({ thread: key, ...(before === undefined ? {} : { before }), limit });
      if (page.hasOlder) return page;
      const first = (await beginning()).filter(({ order }) => before === undefined || order < before);
      return { entries: [...first, ...page.entries], hasOlder: false };
    },
    async from(from, limit) {
      const first = (await beginning()).filter(({ order }) => order >= from);
      return [...first, ...(await read.repliesFrom({ thread: key, from, limit }))].slice(0, limit);
    },
    shows: (row) =>
      row.kind === 'text' &&
      (isSameTarget(targetOf(row), target) || (row.thread !== undefined && threadIdOf(row.thread) === thread)),
  };
}
