/** The fields of a policy in the words of an admin: what they are called, and what a smaller or larger value means. */
import type { PolicyFieldName } from '#shared/policy/index.ts';
import { counting } from './counting.ts';

export interface FieldWords {
  readonly title: string;
  /** What it is for and what a smaller or larger value means. */
  readonly sentence: string;
  /** What nothing of it means, where that is allowed. */
  readonly zero?: string;
  readonly options?: Readonly<Record<string, string>>;
  /** What no text means. */
  readonly none?: string;
}

/** What a number counts: beside a field to type in, and with the number. */
export interface UnitWords {
  readonly name: string;
  readonly counted: (count: number) => string;
}

export type PolicyUnit =
  | 'day'
  | 'minute'
  | 'hour'
  | 'period'
  | 'key'
  | 'message'
  | 'character'
  | 'device'
  | 'byte'
  | 'failure'
  | 'megabyte';

const levels = {
  none: 'No level',
  unclassified: 'Unclassified',
  restricted: 'Restricted',
  confidential: 'Confidential',
  secret: 'Secret',
  'top-secret': 'Top secret',
};

// One row per field: the compiler refuses a field that is missing here.
const fields: Readonly<Record<PolicyFieldName, FieldWords>> = {
  minimumSuite: {
    title: 'Weakest cipher suite',
    sentence:
      'Conversations with a weaker suite are refused by everybody in them. X-Wing also withstands quantum computers.',
    options: { 'x-wing': 'X-Wing (post-quantum)', x25519: 'X25519 (classical)' },
  },
  selfUpdateDays: {
    title: 'Renew keys after',
    sentence:
      'Each device puts fresh keys into its conversations when they are this old. Sooner heals a stolen key sooner.',
  },
  pastEpochs: {
    title: 'Past key periods kept',
    sentence:
      'How many ended key periods stay readable for late messages. Fewer leave less to steal; late messages are lost.',
  },
  skippedKeys: {
    title: 'Skipped message keys kept',
    sentence:
      'Keys kept for each sender whose messages arrive out of order. Takes effect when a device is next unlocked.',
  },
  forwardSteps: {
    title: 'Messages missed in a row',
    sentence:
      'How far a device follows a sender whose messages it missed. Takes effect when a device is next unlocked.',
  },
  keyPackages: {
    title: 'Single-use keys in store',
    sentence: 'What each device leaves with the server so that it can be added while it is away. More last longer.',
  },
  inactiveDays: {
    title: 'Remove idle devices after',
    sentence:
      'A device that has put no fresh keys into a conversation for this long is taken out of it, and what it sends is refused. Whoever is away for longer is added again by a moderator, or by the next message of a direct conversation.',
  },
  passphraseLength: {
    title: 'Shortest passphrase',
    sentence: 'Asked for when a passphrase is made or changed. Those that exist stay as they are.',
  },
  autoLockMinutes: {
    title: 'Lock after',
    sentence: 'Without use for this long, Tacit locks itself and wipes its keys from memory.',
  },
  wipeAfterFailures: {
    title: 'Delete after wrong passphrases',
    sentence:
      'A browser deletes what it holds after so many wrong passphrases in a row; people are told how many are left. It stops whoever sits at the keyboard, who can delete it that way, too. Whoever copies the disk tries without being counted: only a good passphrase protects against that.',
    zero: 'Never',
  },
  devicesPerPerson: {
    title: 'Devices per person',
    sentence: 'A further device is not admitted to the log. Those that are there already stay.',
  },
  freshnessHours: {
    title: 'Send without news for',
    sentence:
      'A device that has heard nothing of the log for this long stops sending, so that nobody can hide a removal from it.',
  },
  messageBytes: {
    title: 'Largest message',
    sentence: 'Larger ones are not sent, and are not shown by those who get them.',
  },
  editWindowMinutes: {
    title: 'Edit within',
    sentence: 'How long authors can change what they wrote. Later edits are ignored by everybody.',
    zero: 'Not at all',
  },
  recallWindowMinutes: {
    title: 'Recall within',
    sentence: 'How long authors can take a message back for everyone. Later recalls are ignored by everybody.',
    zero: 'Not at all',
  },
  messageMinutesMost: {
    title: 'Messages stay at most',
    sentence:
      'Every message disappears for everybody after this, by the server’s time. 5,256,000 minutes, ten years: they may stay for good.',
  },
  messageMinutesLeast: {
    title: 'Messages stay at least',
    sentence: 'Nobody can let a message disappear sooner. Where it is more than the most, the most counts.',
    zero: 'No least',
  },
  messageMinutesDefault: {
    title: 'New conversations begin with',
    sentence:
      'Messages of new conversations and rooms disappear after this, unless whoever moderates them chooses something else; most and least hold in any case. Nobody else can see how a conversation was meant to begin.',
    zero: 'They stay',
  },
  burnOnRead: {
    title: 'Disappear after reading',
    sentence: 'Whether authors can let a message disappear a while after its reader has first read it.',
    options: { allowed: 'Allowed', off: 'Not allowed' },
  },
  forwarding: {
    title: 'Forward messages',
    sentence:
      'Whether people can pass on a message with a mark of where it is from. Where they cannot, such messages of theirs are refused by everybody. What was copied by hand bears no mark.',
    options: { allowed: 'Allowed', forbidden: 'Not allowed' },
  },
  files: {
    title: 'Files and photos',
    sentence:
      'Whether messages can have files. Where they cannot, what others send with files is refused, too, and a line says that it was tried.',
    options: { off: 'Not allowed', allowed: 'Allowed' },
  },
  fileMegabytes: {
    title: 'Largest file',
    sentence:
      'Larger files are not sent, and everybody refuses them from an app that sends them anyway. Large files fill devices and the server.',
  },
  fileSaving: {
    title: 'Save files',
    sentence:
      'Whether the app lets people save files outside of it. Where it does not, they are seen in the app only, and what it cannot show is not seen at all. It makes it harder, no more: a changed app saves what it likes.',
    options: { off: 'Not offered', allowed: 'Allowed' },
  },
  historyForNewcomers: {
    title: 'Messages from before',
    sentence:
      'Whether whoever adds somebody to a room can share what was said there before. Where they cannot, apps refuse what is shared. What was copied by hand nobody can refuse.',
    options: { off: 'Never shared', allowed: 'As whoever adds people likes' },
  },
  readReceipts: {
    title: 'Read receipts',
    sentence: 'Whether people tell each other what they have read. It is their own app that tells, or does not.',
    options: { off: 'Never', choice: 'As each person likes', required: 'Always' },
  },
  notificationContent: {
    title: 'Notifications show at most',
    sentence: 'Each person can choose to show less of a message on the screen, never more.',
    options: { nothing: 'That there is a message', name: 'Who wrote it', text: 'Who wrote it, and the words' },
  },
  quietNights: {
    title: 'Quiet nights',
    sentence: 'No notifications from 22:00 to 7:00, for people who have decided nothing else about it.',
    options: { on: 'Unless people decide otherwise', off: 'If people decide so' },
  },
  guestsStart: {
    title: 'Guests begin conversations',
    sentence:
      'Where they may not, everybody’s app refuses a conversation that is run by guests alone, or begun by one.',
    options: { allowed: 'Allowed', forbidden: 'Not allowed' },
  },
  verification: {
    title: 'Compare safety numbers',
    sentence:
      'Whether people have to mark somebody as verified before they begin a conversation with them or bring them into one. Nobody else can see whether they really compared.',
    options: { required: 'Before any conversation', off: 'As each person likes' },
  },
  copying: {
    title: 'Copy and print',
    sentence:
      'Whether the app lets people copy and print messages. It makes it harder, no more: a screenshot or a camera cannot be prevented.',
    options: { allowed: 'Allowed', off: 'Not offered' },
  },
  push: {
    title: 'Wake closed browsers',
    sentence:
      'Whether the server may have a closed browser told that something came, by the push service of the browser’s maker. That service learns that and when, and nothing else.',
    options: { off: 'Never', allowed: 'As each person likes' },
  },
  presence: {
    title: 'Presence',
    sentence:
      'Whether people tell each other that they are available, away or not to be disturbed, with a few words if they like. Where it is off, what a modified app tells is ignored by everybody.',
    options: { off: 'Off', choice: 'As each person likes' },
  },
  consentBanner: {
    title: 'Read and accept first',
    sentence:
      'Shown each time somebody unlocks Tacit, before anything else, and to be accepted. To take these words away or to change them takes two admins and a day.',
    none: 'Nothing',
  },
  networks: {
    title: 'Sign in only from',
    sentence:
      'The networks from which people of this group may sign in, such as 10.20.0.0/16 or 2001:db8:5::/48; whoever is elsewhere is disconnected. The server holds people to it, so it does not help against a server that lies, and what is on a device stays on it. Take care not to shut everybody out: only somebody inside can change it again. To take the list away or to widen it takes two admins and a day.',
    none: 'Anywhere',
  },
  quickResponses: {
    title: 'Quick responses',
    sentence:
      'Short answers, one a line. People find them among their snippets when they type a semicolon where they write; they can put them in and change what they put in, and not the list. To take lines away or to change them takes two admins and a day.',
    none: 'None',
  },
  levelLeast: {
    title: 'Mark conversations at least as',
    sentence: 'The level that stands above every conversation whose room has no higher one.',
    options: levels,
  },
  levelMost: {
    title: 'Highest level of a room',
    sentence: 'Moderators can give a room no higher one: what is more secret does not belong here.',
    options: levels,
  },
  groupDevices: {
    title: 'Devices in one conversation',
    sentence: 'A larger conversation is refused by everybody in it. One person may count for several devices.',
  },
};

const unit = (one: string, many: string): UnitWords => ({
  name: many,
  counted: (count) => counting.plural(count, { one: `# ${one}`, other: `# ${many}` }),
});

const units: Readonly<Record<PolicyUnit, UnitWords>> = {
  day: unit('day', 'days'),
  minute: unit('minute', 'minutes'),
  hour: unit('hour', 'hours'),
  period: unit('period', 'periods'),
  key: unit('key', 'keys'),
  message: unit('message', 'messages'),
  character: unit('character', 'characters'),
  device: unit('device', 'devices'),
  byte: unit('byte', 'bytes'),
  failure: unit('wrong passphrase', 'wrong passphrases'),
  megabyte: unit('megabyte', 'megabytes'),
};

export const policy = {
  fields,
  units,
  notLocked: 'Not locked',
  /** An option that locks nothing. */
  notLockedAs: (label: string) => `Not locked (${label})`,
};
