/** Whether a message that was passed on is what it is said to be, as far as this device has what it is said to be. */
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import { type Words, withNames } from '../content/mentions.ts';
import { editsOf } from '../groups/changes.ts';
import { fileIdOf } from '../groups/files.ts';
import type { Journal } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import { asideIn } from '../groups/threads.ts';
import type { OriginView } from '../port.ts';
import type { TextRow } from '../storage/records.ts';
import { rowOf } from './find-message.ts';
import type { NameOf } from './messages.ts';

/** @throws Refused `not-found`; StorageError. */
export async function originOf(
  parts: {
    readonly journal: Journal;
    readonly nameOf: NameOf;
    readonly log: { readonly replica: { readonly state: OrgState } };
  },
  group: GroupId,
  id: MessageId,
): Promise<OriginView> {
  const { journal, nameOf, log } = parts;
  const row = await journal.read.get('messages', group, id);
  if (row?.kind !== 'text' || row.forwarded === undefined) throw new Refused('not-found');
  const { conversation, ...target } = row.forwarded;
  const origin = await rowOf(journal.read, log.replica.state, conversation, target);
  if (origin === undefined || origin.recalledAt !== undefined) return { kind: 'unknown' };
  const files = ({ files: all = [] }: TextRow) => all.map(fileIdOf).join();
  const same = wordings(origin).some((words) => withNames(words, nameOf).text === row.text);
  const said = same && files(origin) === files(row);
  return said ? { kind: 'same', conversation, key: origin.order, ...asideIn(origin) } : { kind: 'other' };
}

/** All words that a message has ever had: it may have been edited since it was passed on. */
function wordings({ said, saidMentions, changes = [], ...row }: TextRow): Words[] {
  return [row, ...(said === undefined ? [] : [{ text: said, mentions: saidMentions }]), ...editsOf(changes)];
}
