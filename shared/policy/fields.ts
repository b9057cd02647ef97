/**
 * The policy: what admins steer, one field a row. A field has a value, a range and a direction in which it gets weaker.
 * Weakening one needs two admins and a delay; strengthening needs one and is immediate (see `shared/org-log`).
 */

/** A number in a range. `weaker` says in which direction it protects less. */
interface NumberField {
  readonly kind: 'number';
  readonly default: number;
  readonly least: number;
  readonly most: number;
  readonly weaker: 'more' | 'less';
  /** 0 may stand besides the range and means none, such as no timer: it protects less than anything in the range. */
  readonly orNone?: true;
  /** It came after the first version: entries that were signed before lack it, and its default counts for them. */
  readonly later?: true;
}

/** A choice, from strongest to weakest. */
interface ChoiceField {
  readonly kind: 'choice';
  readonly default: string;
  readonly strongestFirst: readonly string[];
  readonly later?: true;
}

/**
 * Words that people are shown, or none. To show some where there were none protects more. To take them away or to put others in
 * their place protects less: a full stop in the place of a warning would be no warning.
 */
interface TextField {
  readonly kind: 'text';
  readonly default: '';
  /** The longest, in UTF-16 units. */
  readonly longest: number;
  /** Each line is something of its own: how many there can be, and how long each is at most. None is empty. */
  readonly lines?: { readonly most: number; readonly longest: number };
  /** Each line is a network (`networks.ts`), and fewer addresses protect more: a list within another takes its place at once. */
  readonly networks?: true;
  readonly later?: true;
}

/** Where a number counts among the others of its field: none comes after all of them. */
export function rankOf({ orNone }: Pick<NumberField, 'orNone'>, value: number): number {
  return orNone === true && value === 0 ? Number.POSITIVE_INFINITY : value;
}

export type PolicyField = NumberField | ChoiceField | TextField;

/** How secret what is said is, from least to most; the words and colours of each are fixed. */
export const LEVELS = ['unclassified', 'restricted', 'confidential', 'secret', 'top-secret'] as const;
export type Level = (typeof LEVELS)[number];

const number = (value: number, [least, most]: readonly [number, number], weaker: 'more' | 'less'): NumberField => ({
  kind: 'number',
  default: value,
  least,
  most,
  weaker,
});

/** A number of which more is weaker, or 0: none, which is the weakest of all and what holds until something is decided. */
const orNone = (least: number, most: number): NumberField & { readonly orNone: true } => ({
  ...number(0, [least, most], 'more'),
  orNone: true,
});

const later = <Field extends PolicyField>(field: Field): Field & { readonly later: true } => ({
  ...field,
  later: true,
});

/** A longest lifetime that is none: ten years. */
export const UNLIMITED_MINUTES = 5_256_000;

/** Every field that the core enforces. */
export const policyFields = {
  /** Ended epochs of a conversation whose late messages can still be read. */
  pastEpochs: number(3, [0, 5], 'more'),
  /** Message keys kept per sender for messages that arrive out of order. */
  skippedKeys: number(64, [10, 256], 'more'),
  /** Messages of one sender that may be missed in a row. */
  forwardSteps: number(1_000, [200, 2_000], 'more'),
  /** Days after which a device renews its keys in every conversation. */
  selfUpdateDays: number(7, [1, 30], 'more'),
  /** Days without a sign of life after which a device is removed. */
  inactiveDays: number(30, [7, 90], 'more'),
  /** Single-use keys that a device leaves behind so that it can be added while away. */
  keyPackages: number(50, [10, 100], 'less'),
  /** Devices that one conversation may have. */
  groupDevices: number(250, [2, 250], 'more'),
  /** Wrong passphrases in a row after which a browser deletes what it holds; 0: it never does. */
  wipeAfterFailures: later(orNone(5, 100)),
  /** Devices that one person may have. */
  devicesPerPerson: number(6, [1, 20], 'more'),
  /** Largest message, in bytes. */
  messageBytes: number(65_536, [1_024, 131_072], 'more'),
  /** Hours after which a device that hears nothing new of the log stops sending. */
  freshnessHours: number(24, [1, 72], 'more'),
  /** Fewest characters of a passphrase. */
  passphraseLength: number(12, [8, 64], 'less'),
  /** Minutes without use after which Tacit locks itself. */
  autoLockMinutes: number(30, [1, 1_440], 'more'),
  /** Minutes within which the author can edit a message; 0: not at all. */
  editWindowMinutes: later(number(1_440, [0, 43_200], 'more')),
  /** Minutes within which the author can recall a message for everyone; 0: not at all. */
  recallWindowMinutes: later(number(1_440, [0, 43_200], 'more')),
  /** Whether people tell each other what they have read: never, as each of them likes, or always. */
  readReceipts: later({
    kind: 'choice',
    default: 'choice',
    // What one reads and when is one's own: to have to tell it protects least.
    strongestFirst: ['off', 'choice', 'required'],
  } as const),
  /** Minutes after which every message disappears at the latest; 5,256,000 (ten years): messages may stay for good. */
  messageMinutesMost: later(number(UNLIMITED_MINUTES, [1, UNLIMITED_MINUTES], 'more')),
  /** Minutes for which a message that disappears stays at least; never above the most. */
  messageMinutesLeast: later(number(0, [0, 525_600], 'less')),
  /** Minutes after which messages disappear in conversations that begin with nothing else chosen, inside least and most; 0: they stay. */
  messageMinutesDefault: later(orNone(1, 525_600)),
  /** Whether messages may disappear a while after their reader has read them. */
  burnOnRead: later({
    kind: 'choice',
    default: 'allowed',
    strongestFirst: ['allowed', 'off'],
  } as const),
  /** Whether people may pass on, as what it is, what somebody else has written. */
  forwarding: later({
    kind: 'choice',
    default: 'allowed',
    strongestFirst: ['forbidden', 'allowed'],
  } as const),
  /** Whether messages may have files. */
  files: later({
    kind: 'choice',
    default: 'allowed',
    strongestFirst: ['off', 'allowed'],
  } as const),
  /** The largest file, in MiB. */
  fileMegabytes: later(number(25, [1, 100], 'more')),
  /** Whether the app lets its person save the files of others. */
  fileSaving: later({
    kind: 'choice',
    default: 'allowed',
    strongestFirst: ['off', 'allowed'],
  } as const),
  /** Whether who brings somebody into a room may hand on what was said there before. */
  historyForNewcomers: later({
    kind: 'choice',
    default: 'allowed',
    strongestFirst: ['off', 'allowed'],
  } as const),
  /** Whether guests may begin conversations. */
  guestsStart: later({
    kind: 'choice',
    default: 'allowed',
    strongestFirst: ['forbidden', 'allowed'],
  } as const),
  /** Whether people compare safety numbers before they begin a conversation with somebody or bring them into one. */
  verification: later({
    kind: 'choice',
    default: 'off',
    strongestFirst: ['required', 'off'],
  } as const),
  /** Whether the app lets its person copy and print what was said. */
  copying: later({
    kind: 'choice',
    default: 'allowed',
    strongestFirst: ['off', 'allowed'],
  } as const),
  /** The most that a notification shows, whatever its person wishes. */
  notificationContent: later({
    kind: 'choice',
    default: 'text',
    strongestFirst: ['nothing', 'name', 'text'],
  } as const),
  /** Whether nights are quiet for people who have decided nothing about it. */
  quietNights: later({
    kind: 'choice',
    default: 'off',
    // Less is shown on a screen that nobody watches.
    strongestFirst: ['on', 'off'],
  } as const),
  /** Whether the relay may have browsers woken, through their makers' push services, when something came. */
  push: later({
    kind: 'choice',
    default: 'allowed',
    // Such a service learns that and when something came for somebody.
    strongestFirst: ['off', 'allowed'],
  } as const),
  /** Whether people tell each other that they can be reached: nobody, or as each of them likes. */
  presence: later({
    kind: 'choice',
    default: 'choice',
    strongestFirst: ['off', 'choice'],
  } as const),
  /** What people read and accept each time before they see anything. */
  consentBanner: later({ kind: 'text', default: '', longest: 2_000 } as const),
  /** The networks from which devices may sign in, one a line; none: from anywhere. */
  networks: later({
    kind: 'text',
    default: '',
    longest: 50 * 43 + 49,
    lines: { most: 50, longest: 43 },
    networks: true,
  } as const),
  /** Short answers, one a line, that people find among their snippets. */
  quickResponses: later({
    kind: 'text',
    default: '',
    longest: 20 * 200 + 19,
    lines: { most: 20, longest: 200 },
  } as const),
  /** The level that every conversation is marked with at least. */
  levelLeast: later({
    kind: 'choice',
    default: 'none',
    strongestFirst: ['top-secret', 'secret', 'confidential', 'restricted', 'unclassified', 'none'],
  } as const),
  /** The highest level that a moderator may give a room: what is more secret does not belong here. */
  levelMost: later({
    kind: 'choice',
    default: 'top-secret',
    strongestFirst: ['none', 'unclassified', 'restricted', 'confidential', 'secret', 'top-secret'],
  } as const),
  /** The weakest cipher suite that a conversation may use. */
  minimumSuite: {
    kind: 'choice',
    default: 'x-wing',
    strongestFirst: ['x-wing', 'x25519'],
  },
} as const satisfies Record<string, PolicyField>;

export type PolicyFieldName = keyof typeof policyFields;

/** A value for every field. */
export type PolicyValues = {
  readonly [Name in PolicyFieldName]: (typeof policyFields)[Name] extends { kind: 'number' }
    ? number
    : (typeof policyFields)[Name] extends { kind: 'text' }
      ? string
      : (typeof policyFields)[Name] extends { strongestFirst: readonly (infer Choice)[] }
        ? Choice
        : never;
};
