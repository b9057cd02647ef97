/** What a person decides for a conversation, and for themselves. What is about one browser, such as its notifications, stays there. */
import type { GroupId } from '#shared/ids/index.ts';
import type { Memory } from '../groups/journal.ts';
import type { ConversationPreferences } from '../port.ts';
import { preferencesOf, withPreferences } from '../preferences/preferences.ts';
import type { Settings } from '../preferences/settings.ts';
import type { ConversationRow } from '../storage/records.ts';
import type { Values } from './values.ts';

/** Whether the conversation is here, and not only what is left of it. */
export const stands = (row: ConversationRow | undefined): boolean =>
  row !== undefined && row.kind !== 'own' && row.status !== 'deleted' && row.erasing !== true;

const partsOf = (key: string) => {
  const [conversation, name] = key.split(' ');
  // Both were judged when they came.
  return { conversation: conversation as GroupId, name: name as keyof ConversationPreferences };
};

export function preferenceValues({ conversations }: Memory): Values<'preference'> {
  const isHere = (key: string) => stands(conversations.get(partsOf(key).conversation));
  return {
    kind: 'preference',
    here: () =>
      new Map(
        [...conversations.values()].flatMap((row) =>
          stands(row)
            ? Object.entries(row.preferences ?? {}).flatMap(([name, value]) =>
                value === undefined ? [] : [[`${row.id} ${name}`, value] as const],
              )
            : [],
        ),
      ),
    isHere,
    async bring(entries) {
      const taken = entries.filter(({ key }) => isHere(key));
      const usual = preferencesOf({});
      return {
        taken,
        write(write) {
          for (const { key, value } of taken) {
            const { conversation, name } = partsOf(key);
            write.changeConversation(conversation, (row) => withPreferences(row, { [name]: value ?? usual[name] }));
          }
          return undefined;
        },
      };
    },
  };
}

/** The settings that are the person's. */
const SHARED = ['quietHours', 'urgentAlways', 'readReceipts', 'typing', 'presence', 'status', 'keywords'] as const;

export function settingValues(settings: Settings): Values<'setting'> {
  const { usual } = settings;
  return {
    kind: 'setting',
    here: () =>
      new Map(
        SHARED.flatMap((name) => {
          const value = settings.decided[name];
          return value === undefined ? [] : [[name, value]];
        }),
      ),
    isUsual: (key, value) => JSON.stringify(usual[key as keyof typeof usual]) === JSON.stringify(value),
    async bring(entries) {
      const taken = entries.filter(({ key }) => SHARED.some((name) => name === key));
      const wish = Object.fromEntries(taken.map(({ key, value }) => [key, value]));
      return { taken, write: (write) => (taken.length === 0 ? undefined : settings.within(write, wish)) };
    },
  };
}
