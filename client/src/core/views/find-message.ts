/** A message by the name that everybody has for it. */
import type { GroupId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import type { Target } from '../content/payload.ts';
import type { Journal } from '../groups/journal.ts';
import { keptIds, pickTarget } from '../groups/named.ts';
import { asideIn } from '../groups/threads.ts';
import type { FoundMessage } from '../port.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { TextRow } from '../storage/records.ts';
import type { StoreReader } from '../storage/store.ts';

/** The row of the message; undefined where it is not on this device, or does not open. @throws StorageError. */
export async function rowOf(
  read: Pick<StoreReader, 'get'>,
  state: OrgState,
  conversation: GroupId,
  target: Target,
): Promise<TextRow | undefined> {
  const rows = await Promise.all(
    keptIds(state, target).map((id) =>
      read.get('messages', conversation, id).catch((error: unknown) => {
        if (isDamagedRow(error)) return undefined;
        throw error;
      }),
    ),
  );
  return pickTarget(
    rows.map((row) => (row?.kind === 'text' ? row : undefined)),
    target,
  );
}

/** Where a link to a message leads on this device. @throws StorageError. */
export async function findMessage(
  { memory, read }: Journal,
  state: OrgState,
  conversation: GroupId,
  target: Target,
): Promise<FoundMessage> {
  if (!memory.conversations.has(conversation)) return { kind: 'no-member' };
  const row = await rowOf(read, state, conversation, target);
  return row === undefined ? { kind: 'missing' } : { kind: 'here', key: row.order, ...asideIn(row) };
}
