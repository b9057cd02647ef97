/** What a person has decided for themselves, sealed with the keys of the device. Some of it their other devices have, too. */
import { z } from 'zod/mini';
import type { PolicyValues } from '#shared/policy/index.ts';
import { statusEmoji, statusText } from '../content/presence.ts';
import type { Journal, JournalWriter } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import type { SettingsView, StatusView } from '../port.ts';
import { noStatus } from '../presence/own.ts';

/** Minutes of the local day. */
const minute = z.int().check(z.minimum(0), z.maximum(1_439));

/** The most keywords, and the longest of them in UTF-16 units: each is looked for in every message that comes. */
const KEYWORDS_MAX = 50;
const KEYWORD_MAX = 60;

const statusSchema = z.object({
  state: z.enum(['auto', 'away', 'dnd']),
  text: z.union([z.literal(''), statusText]),
  emoji: z.union([z.literal(''), statusEmoji]),
  until: z.nullable(z.int().check(z.minimum(0))),
});

/** A setting that this version cannot read is as if nobody had decided it. */
const settingsSchema = z.object({
  notify: z.catch(z.boolean(), false),
  notifyContent: z.catch(z.enum(['text', 'name', 'nothing']), 'text'),
  /** Absent: the person has decided nothing, and the policy says. */
  quietHours: z.catch(z.optional(z.nullable(z.object({ from: minute, to: minute }))), undefined),
  urgentAlways: z.catch(z.boolean(), false),
  readReceipts: z.catch(z.boolean(), true),
  typing: z.catch(z.boolean(), true),
  presence: z.catch(z.boolean(), true),
  status: z.catch(statusSchema, noStatus),
  keywords: z.catch(z.array(z.string().check(z.maxLength(KEYWORD_MAX))).check(z.maxLength(KEYWORDS_MAX)), []),
  collapsed: z.catch(z.array(z.enum(['favourites', 'direct', 'rooms'])), []),
});

/** From ten in the evening to seven in the morning. */
const NIGHT = { from: 1_320, to: 420 };

type Bounds = Pick<PolicyValues, 'notificationContent' | 'quietNights'>;

/** What holds of what a person has decided: the policy bounds it, and says what they have not decided. */
export function withinPolicy(decided: z.infer<typeof settingsSchema>, policy: Bounds): SettingsView {
  const { quietHours = policy.quietNights === 'on' ? NIGHT : null, notifyContent, ...rest } = decided;
  const fromLeast = ['nothing', 'name', 'text'] as const;
  const shown = Math.min(fromLeast.indexOf(notifyContent), fromLeast.indexOf(policy.notificationContent));
  return { ...rest, quietHours, notifyContent: fromLeast[shown] ?? 'nothing' };
}

type Decided = z.infer<typeof settingsSchema>;

export interface Settings {
  readonly now: SettingsView;
  /** What the person has decided, whatever the policy makes of it; and how it is where nobody has. */
  readonly decided: Readonly<Decided>;
  readonly usual: Readonly<Decided>;
  /** Changes it within a record that changes something else, too. @returns what is to be called once that is on the disk. */
  within(write: JournalWriter, change: Readonly<Record<string, unknown>>): () => void;
  /** @throws StorageError. */
  change(change: Partial<SettingsView>): Promise<void>;
  /** @throws Refused `invalid-input`, StorageError. */
  setStatus(status: StatusView): Promise<void>;
}

/** Reads what was decided. `policy` is asked each time: it may change. @throws StorageError. */
export async function openSettings(journal: Journal, changed: () => void, policy: () => Bounds): Promise<Settings> {
  const row = await journal.read.account('settings');
  const others = row?.values ?? {};
  let decided = settingsSchema.parse(others);
  const within: Settings['within'] = (write, wish) => {
    // Of a window's wish only what can be understood counts.
    const { quietHours, ...next } = settingsSchema.parse({ ...decided, ...wish });
    const values = { ...others, ...next, ...(quietHours === undefined ? {} : { quietHours }) };
    write.put('account', { key: 'settings', values });
    return () => {
      decided = { ...next, quietHours };
      changed();
    };
  };
  const change: Settings['change'] = async (wish) => {
    let settled = () => {};
    await journal.record((write) => {
      settled = within(write, wish);
    });
    settled();
  };
  return {
    get now() {
      return withinPolicy(decided, policy());
    },
    get decided() {
      return decided;
    },
    usual: settingsSchema.parse({}),
    within,
    change,
    async setStatus(status) {
      // Words that do not fit are said, and not dropped.
      if (!statusSchema.safeParse(status).success) throw new Refused('invalid-input');
      await change({ status });
    },
  };
}
