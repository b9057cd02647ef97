/** What a person keeps for themselves: messages that they have saved, and words to use again. */
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import type { Target } from '../content/payload.ts';
import { type Device, orgOf } from '../groups/device.ts';
import { keptIds, targetOf } from '../groups/named.ts';
import type { Shelf } from '../later/shelf.ts';
import { SAVED_MAX } from '../storage/account-records.ts';
import { isDamagedRow } from '../storage/errors.ts';
import { SNIPPETS_MAX, type SnippetRow } from '../storage/later-records.ts';
import type { TextRow } from '../storage/records.ts';
import { stands } from './decisions.ts';
import type { Values } from './values.ts';

/** A message as all devices name it: its conversation, and its author's name for it. */
export const keyOfMessage = (conversation: GroupId, { author, id }: Target): string =>
  `${conversation} ${author} ${id}`;
export function messageOfKey(key: string): { readonly conversation: GroupId; readonly target: Target } {
  const [conversation, author, id] = key.split(' ');
  // All three were judged when they came.
  return { conversation: conversation as GroupId, target: { author: author as UserId, id: id as MessageId } };
}

/** The message of a key, while it is here and has words. @throws StorageError. */
export async function findMessage(device: Device, key: string): Promise<TextRow | undefined> {
  const { conversation, target } = messageOfKey(key);
  for (const id of keptIds(orgOf(device), target)) {
    try {
      const row = await device.journal.read.get('messages', conversation, id);
      if (row?.kind !== 'text' || row.recalledAt !== undefined) continue;
      const { author, id: name } = targetOf(row);
      if (author === target.author && name === target.id) return row;
    } catch (error) {
      if (!isDamagedRow(error)) throw error;
    }
  }
  return undefined;
}

export function savedValues(device: Device): Values<'saved'> {
  const { memory } = device.journal;
  return {
    kind: 'saved',
    here: () =>
      new Map(
        [...memory.saved.values()].flatMap(({ conversation, message, author, named, at }) =>
          author === undefined ? [] : [[keyOfMessage(conversation, { author, id: named ?? message }), { at }]],
        ),
      ),
    isHere: (key) => stands(memory.conversations.get(messageOfKey(key).conversation)),
    async bring(entries) {
      const rows = await Promise.all(
        entries.map(async (entry) => ({ entry, row: await findMessage(device, entry.key) })),
      );
      let room = SAVED_MAX - memory.saved.size;
      const taken = rows.filter(({ entry }) => entry.value === null || room-- > 0);
      return {
        taken: taken.map(({ entry }) => entry),
        write(write) {
          for (const { entry, row } of taken) {
            const { conversation, target } = messageOfKey(entry.key);
            // What is not here has its place once it is.
            const message = row?.id ?? target.id;
            if (entry.value === null) write.deleteSaved(conversation, message);
            else {
              const named = row?.named === undefined ? {} : { named: row.named };
              const { at } = entry.value;
              write.putSaved({ conversation, message, author: target.author, ...named, order: row?.order ?? '', at });
            }
          }
          return undefined;
        },
      };
    },
  };
}

export function snippetValues(shelf: Shelf<SnippetRow>): Values<'snippet'> {
  return {
    kind: 'snippet',
    here: () => new Map([...shelf.rows.values()].map(({ id, title, text }) => [id, { title, text }])),
    async bring(entries) {
      let room = SNIPPETS_MAX - shelf.rows.size;
      const taken = entries.filter(({ key, value }) => value === null || shelf.rows.has(key) || room-- > 0);
      return {
        taken,
        write(write) {
          const settled = taken.map(({ key, value }) =>
            // That the key is an id was judged when it came.
            shelf.within(write, key, value === null ? undefined : { id: key as MessageId, ...value }),
          );
          return () => {
            for (const settle of settled) settle();
          };
        },
      };
    },
  };
}
