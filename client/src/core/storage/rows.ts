/** Every sealed table with its row and the parser of it. */
import type { z } from 'zod/mini';
import { accountSchema } from './account-records.ts';
import { type FilePieceRow, type FileRow, filePieceSchema, fileSchema } from './file-records.ts';
import { type HistoryRow, historySchema } from './history-records.ts';
import {
  type ReminderRow,
  reminderSchema,
  type ScheduledRow,
  type SnippetRow,
  scheduledSchema,
  snippetSchema,
} from './later-records.ts';
import { type OwnStateRow, ownStateSchema } from './own-records.ts';
import {
  type AccountRow,
  type AlarmRow,
  alarmSchema,
  type ConversationRow,
  type CursorRow,
  conversationSchema,
  cursorSchema,
  type DraftRow,
  draftSchema,
  type EvidenceRow,
  type ExpiringRow,
  evidenceSchema,
  expiringSchema,
  type GroupStateRow,
  groupStateSchema,
  type KeyPackageRow,
  keyPackageSchema,
  type LogRow,
  type LogStateRow,
  logSchema,
  logStateSchema,
  type MarkRow,
  type MessageRow,
  markSchema,
  messageSchema,
  type OutboxRow,
  outboxSchema,
  type PendingCommitRow,
  type ProcessedRow,
  pendingCommitSchema,
  processedSchema,
  type RemovalRow,
  removalSchema,
  type SearchRow,
  type SearchShardRow,
  type ThreadRow,
  threadSchema,
} from './records.ts';
import { searchSchema, searchShardSchema } from './search-records.ts';

/** The row of each sealed table. */
export interface Rows {
  readonly account: AccountRow;
  readonly log: LogRow;
  readonly logState: LogStateRow;
  readonly evidence: EvidenceRow;
  readonly alarms: AlarmRow;
  readonly groupState: GroupStateRow;
  readonly keyPackages: KeyPackageRow;
  readonly conversations: ConversationRow;
  readonly pendingCommits: PendingCommitRow;
  readonly messages: MessageRow;
  readonly threads: ThreadRow;
  readonly marks: MarkRow;
  readonly expiring: ExpiringRow;
  readonly outbox: OutboxRow;
  readonly processed: ProcessedRow;
  readonly drafts: DraftRow;
  readonly cursors: CursorRow;
  readonly search: SearchRow;
  readonly searchShards: SearchShardRow;
  readonly removals: RemovalRow;
  readonly history: HistoryRow;
  readonly scheduled: ScheduledRow;
  readonly reminders: ReminderRow;
  readonly snippets: SnippetRow;
  readonly ownState: OwnStateRow;
  readonly files: FileRow;
  readonly filePieces: FilePieceRow;
}

/** The parser of each sealed table. */
export const rowSchemas: { readonly [Name in keyof Rows]: z.ZodMiniType<Rows[Name]> } = {
  account: accountSchema,
  log: logSchema,
  logState: logStateSchema,
  evidence: evidenceSchema,
  alarms: alarmSchema,
  groupState: groupStateSchema,
  keyPackages: keyPackageSchema,
  conversations: conversationSchema,
  pendingCommits: pendingCommitSchema,
  messages: messageSchema,
  threads: threadSchema,
  marks: markSchema,
  expiring: expiringSchema,
  outbox: outboxSchema,
  processed: processedSchema,
  drafts: draftSchema,
  cursors: cursorSchema,
  search: searchSchema,
  searchShards: searchShardSchema,
  removals: removalSchema,
  history: historySchema,
  scheduled: scheduledSchema,
  reminders: reminderSchema,
  snippets: snippetSchema,
  ownState: ownStateSchema,
  files: fileSchema,
  filePieces: filePieceSchema,
};
