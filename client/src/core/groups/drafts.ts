/** What a person is about to say, in a conversation or in a thread of it. Pure. */
import type { GroupId } from '#shared/ids/index.ts';
import { bareWords } from '../content/mentions.ts';
import type { ConversationRow, Draft } from '../storage/records.ts';
import type { JournalWriter } from './journal.ts';
import { type ThreadName, withEntry } from './threads.ts';

/** Where it is to be said. */
export interface DraftPlace {
  readonly conversation: GroupId;
  readonly thread?: ThreadName | undefined;
}

export const noDraft: Draft = { text: '' };

/** Whether there is nothing to keep. */
export const isNoDraft = ({ text, seen, other }: Draft): boolean =>
  text === '' && other === undefined && (seen ?? []).length === 0;

/** A draft and nothing else, for a record that has more. */
export function bareDraft({ seen, other, ...words }: Draft): Draft {
  return {
    ...bareWords(words),
    ...(seen === undefined || seen.length === 0 ? {} : { seen }),
    ...(other === undefined ? {} : { other }),
  };
}

/** The conversation with what the person is about to say in a thread. */
export function withThreadDraft(row: ConversationRow, thread: ThreadName, draft: Draft): ConversationRow {
  const { [thread]: _old, ...others } = row.threadDrafts ?? {};
  return { ...row, threadDrafts: isNoDraft(draft) ? others : withEntry(others, thread, bareDraft(draft)) };
}

/** Writes it where it stands. */
export function putDraftAt(
  write: Pick<JournalWriter, 'putDraft' | 'changeConversation'>,
  { conversation, thread }: DraftPlace,
  draft: Draft,
  at: number,
): void {
  if (thread === undefined) write.putDraft(conversation, draft, at);
  else write.changeConversation(conversation, (row) => withThreadDraft(row, thread, draft));
}
