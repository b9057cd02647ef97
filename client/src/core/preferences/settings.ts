/** What a person has decided for this device as a whole, sealed with its keys. */
import { z } from 'zod/mini';
import type { Journal } from '../groups/journal.ts';
import type { SettingsView } from '../port.ts';

/** Minutes of the local day. */
const minute = z.int().check(z.minimum(0), z.maximum(1_439));

/** The most keywords, and the longest of them in UTF-16 units: each is looked for in every message that comes. */
const KEYWORDS_MAX = 50;
const KEYWORD_MAX = 60;

/** A setting that this version cannot read is as if nobody had decided it. */
const settingsSchema = z.object({
  notify: z.catch(z.boolean(), false),
  notifyContent: z.catch(z.enum(['text', 'name', 'nothing']), 'text'),
  quietHours: z.catch(z.nullable(z.object({ from: minute, to: minute })), null),
  readReceipts: z.catch(z.boolean(), true),
  typing: z.catch(z.boolean(), true),
  keywords: z.catch(z.array(z.string().check(z.maxLength(KEYWORD_MAX))).check(z.maxLength(KEYWORDS_MAX)), []),
  collapsed: z.catch(z.array(z.enum(['favourites', 'direct', 'rooms'])), []),
});

export interface Settings {
  readonly now: SettingsView;
  /** @throws StorageError. */
  change(change: Partial<SettingsView>): Promise<void>;
}

/** Reads what was decided. @throws StorageError. */
export async function openSettings(journal: Journal, changed: () => void): Promise<Settings> {
  const row = await journal.read.account('settings');
  const others = row?.values ?? {};
  let now: SettingsView = settingsSchema.parse(others);
  return {
    get now() {
      return now;
    },
    async change(change) {
      // Of a window's wish only what can be understood counts.
      const next = settingsSchema.parse({ ...now, ...change });
      await journal.record((write) => write.put('account', { key: 'settings', values: { ...others, ...next } }));
      now = next;
      changed();
    },
  };
}
