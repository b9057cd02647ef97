/** The fields of a policy in the words of an admin: which group they stand in, what they do, and who holds people to them. */
import type { PolicyField, PolicyFieldName, PolicyValues } from '#shared/policy/index.ts';
import { lockedFields, policyFields, strictest, unlocked, weakenedFields } from '#shared/policy/index.ts';
import type { PolicyArea, PolicyChangeView, PolicyFieldView } from '../port-admin.ts';

interface FieldWords {
  readonly area: PolicyArea;
  readonly title: string;
  /** What it is for and what a smaller or larger value means. */
  readonly sentence: string;
  /** One and many of what a number counts. */
  readonly unit?: readonly [one: string, many: string];
  /** What nothing of it means, where that is allowed. */
  readonly zero?: string;
  readonly options?: Readonly<Record<string, string>>;
  /** What no text means. */
  readonly none?: string;
  readonly heldBy: PolicyFieldView['heldBy'];
}

const levels = {
  none: 'No level',
  unclassified: 'Unclassified',
  restricted: 'Restricted',
  confidential: 'Confidential',
  secret: 'Secret',
  'top-secret': 'Top secret',
};

const days = ['day', 'days'] as const;
const minutes = ['minute', 'minutes'] as const;

// One row per field: the compiler refuses a field that is missing here.
const words: Readonly<Record<PolicyFieldName, FieldWords>> = {
  minimumSuite: {
    area: 'keys',
    title: 'Weakest cipher suite',
    sentence:
      'Conversations with a weaker suite are refused by everybody in them. X-Wing also withstands quantum computers.',
    options: { 'x-wing': 'X-Wing (post-quantum)', x25519: 'X25519 (classical)' },
    heldBy: 'others',
  },
  selfUpdateDays: {
    area: 'keys',
    title: 'Renew keys after',
    sentence:
      'Each device puts fresh keys into its conversations when they are this old. Sooner heals a stolen key sooner.',
    unit: days,
    heldBy: 'own-app',
  },
  pastEpochs: {
    area: 'keys',
    title: 'Past key periods kept',
    sentence:
      'How many ended key periods stay readable for late messages. Fewer leave less to steal; late messages are lost.',
    unit: ['period', 'periods'],
    heldBy: 'own-app',
  },
  skippedKeys: {
    area: 'keys',
    title: 'Skipped message keys kept',
    sentence:
      'Keys kept for each sender whose messages arrive out of order. Takes effect when a device is next unlocked.',
    unit: ['key', 'keys'],
    heldBy: 'own-app',
  },
  forwardSteps: {
    area: 'keys',
    title: 'Messages missed in a row',
    sentence:
      'How far a device follows a sender whose messages it missed. Takes effect when a device is next unlocked.',
    unit: ['message', 'messages'],
    heldBy: 'own-app',
  },
  keyPackages: {
    area: 'keys',
    title: 'Single-use keys in store',
    sentence: 'What each device leaves with the server so that it can be added while it is away. More last longer.',
    unit: ['key', 'keys'],
    heldBy: 'own-app',
  },
  inactiveDays: {
    area: 'keys',
    title: 'Remove idle devices after',
    sentence:
      'A device that has put no fresh keys into a conversation for this long is taken out of it, and what it sends is refused. Whoever is away for longer is added again by a moderator, or by the next message of a direct conversation.',
    unit: days,
    heldBy: 'others',
  },
  passphraseLength: {
    area: 'access',
    title: 'Shortest passphrase',
    sentence: 'Asked for when a passphrase is made or changed. Those that exist stay as they are.',
    unit: ['character', 'characters'],
    heldBy: 'own-app',
  },
  autoLockMinutes: {
    area: 'access',
    title: 'Lock after',
    sentence: 'Without use for this long, Tacit locks itself and wipes its keys from memory.',
    unit: minutes,
    heldBy: 'own-app',
  },
  devicesPerPerson: {
    area: 'access',
    title: 'Devices per person',
    sentence: 'A further device is not admitted to the log. Those that are there already stay.',
    unit: ['device', 'devices'],
    heldBy: 'others',
  },
  freshnessHours: {
    area: 'reach',
    title: 'Send without news for',
    sentence:
      'A device that has heard nothing of the log for this long stops sending, so that nobody can hide a removal from it.',
    unit: ['hour', 'hours'],
    heldBy: 'own-app',
  },
  messageBytes: {
    area: 'messages',
    title: 'Largest message',
    sentence: 'Larger ones are not sent, and are not shown by those who get them.',
    unit: ['byte', 'bytes'],
    heldBy: 'others',
  },
  editWindowMinutes: {
    area: 'messages',
    title: 'Edit within',
    sentence: 'How long authors can change what they wrote. Later edits are ignored by everybody.',
    unit: minutes,
    zero: 'Not at all',
    heldBy: 'others',
  },
  recallWindowMinutes: {
    area: 'messages',
    title: 'Recall within',
    sentence: 'How long authors can take a message back for everyone. Later recalls are ignored by everybody.',
    unit: minutes,
    zero: 'Not at all',
    heldBy: 'others',
  },
  messageMinutesMost: {
    area: 'messages',
    title: 'Messages stay at most',
    sentence:
      'Every message disappears for everybody after this, by the server’s time. 5,256,000 minutes, ten years: they may stay for good.',
    unit: minutes,
    heldBy: 'others',
  },
  messageMinutesLeast: {
    area: 'messages',
    title: 'Messages stay at least',
    sentence: 'Nobody can let a message disappear sooner. Where it is more than the most, the most counts.',
    unit: minutes,
    zero: 'No least',
    heldBy: 'others',
  },
  burnOnRead: {
    area: 'messages',
    title: 'Disappear after reading',
    sentence: 'Whether authors can let a message disappear a while after its reader has first read it.',
    options: { allowed: 'Allowed', off: 'Not allowed' },
    heldBy: 'others',
  },
  forwarding: {
    area: 'messages',
    title: 'Forward messages',
    sentence:
      'Whether people can pass on a message with a mark of where it is from. Where they cannot, such messages of theirs are refused by everybody. What was copied by hand bears no mark.',
    options: { allowed: 'Allowed', forbidden: 'Not allowed' },
    heldBy: 'others',
  },
  historyForNewcomers: {
    area: 'rooms',
    title: 'Messages from before',
    sentence:
      'Whether whoever adds somebody to a room can share what was said there before. Where they cannot, apps refuse what is shared. What was copied by hand nobody can refuse.',
    options: { off: 'Never shared', allowed: 'As whoever adds people likes' },
    heldBy: 'others',
  },
  readReceipts: {
    area: 'notices',
    title: 'Read receipts',
    sentence: 'Whether people tell each other what they have read. It is their own app that tells, or does not.',
    options: { off: 'Never', choice: 'As each person likes', required: 'Always' },
    heldBy: 'own-app',
  },
  notificationContent: {
    area: 'notices',
    title: 'Notifications show at most',
    sentence: 'Each person can choose to show less of a message on the screen, never more.',
    options: { nothing: 'That there is a message', name: 'Who wrote it', text: 'Who wrote it, and the words' },
    heldBy: 'own-app',
  },
  quietNights: {
    area: 'notices',
    title: 'Quiet nights',
    sentence: 'No notifications from 22:00 to 7:00, for people who have decided nothing else about it.',
    options: { on: 'Unless people decide otherwise', off: 'If people decide so' },
    heldBy: 'own-app',
  },
  guestsStart: {
    area: 'reach',
    title: 'Guests begin conversations',
    sentence:
      'Where they may not, everybody’s app refuses a conversation that is run by guests alone, or begun by one.',
    options: { allowed: 'Allowed', forbidden: 'Not allowed' },
    heldBy: 'others',
  },
  verification: {
    area: 'reach',
    title: 'Compare safety numbers',
    sentence:
      'Whether people have to mark somebody as verified before they begin a conversation with them or bring them into one. Nobody else can see whether they really compared.',
    options: { required: 'Before any conversation', off: 'As each person likes' },
    heldBy: 'own-app',
  },
  copying: {
    area: 'messages',
    title: 'Copy and print',
    sentence:
      'Whether the app lets people copy and print messages. It makes it harder, no more: a screenshot or a camera cannot be prevented.',
    options: { allowed: 'Allowed', off: 'Not offered' },
    heldBy: 'own-app',
  },
  push: {
    area: 'notices',
    title: 'Wake closed browsers',
    sentence:
      'Whether the server may have a closed browser told that something came, by the push service of the browser’s maker. That service learns that and when, and nothing else.',
    options: { off: 'Never', allowed: 'As each person likes' },
    heldBy: 'others',
  },
  presence: {
    area: 'notices',
    title: 'Presence',
    sentence:
      'Whether people tell each other that they are available, away or not to be disturbed, with a few words if they like. Where it is off, what a modified app tells is ignored by everybody.',
    options: { off: 'Off', choice: 'As each person likes' },
    heldBy: 'others',
  },
  consentBanner: {
    area: 'access',
    title: 'Read and accept first',
    sentence:
      'Shown each time somebody unlocks Tacit, before anything else, and to be accepted. To take these words away or to change them takes two admins and a day.',
    none: 'Nothing',
    heldBy: 'own-app',
  },
  levelLeast: {
    area: 'rooms',
    title: 'Mark conversations at least as',
    sentence: 'The level that stands above every conversation whose room has no higher one.',
    options: levels,
    heldBy: 'own-app',
  },
  levelMost: {
    area: 'rooms',
    title: 'Highest level of a room',
    sentence: 'Moderators can give a room no higher one: what is more secret does not belong here.',
    options: levels,
    heldBy: 'others',
  },
  groupDevices: {
    area: 'rooms',
    title: 'Devices in one conversation',
    sentence: 'A larger conversation is refused by everybody in it. One person may count for several devices.',
    unit: ['device', 'devices'],
    heldBy: 'others',
  },
};

const order: readonly PolicyArea[] = ['keys', 'access', 'messages', 'files', 'rooms', 'reach', 'notices'];
const names = Object.keys(words) as PolicyFieldName[];

/** A value in words: "30 minutes", "Not at all", "X-Wing (post-quantum)". */
export function valueWords(name: PolicyFieldName, value: number | string): string {
  const { unit, zero, options, none } = words[name];
  if (none !== undefined && value === '') return none;
  if (typeof value === 'string') return options?.[value] ?? value;
  if (value === 0 && zero !== undefined) return zero;
  const [one, many] = unit ?? ['', ''];
  return `${value.toLocaleString('en-US')} ${value === 1 ? one : many}`.trim();
}

/**
 * Every field as it applies, in the order in which admins meet them.
 * @param own what a group's own policy says; `locks`: what no group's may fall below.
 */
export function fieldViews(own: PolicyValues, locks: PolicyValues): PolicyFieldView[] {
  const values = strictest(own, locks);
  const locked = lockedFields(locks);
  return viewsOf(values).map(({ name, ...view }) => {
    if (!locked.includes(name)) return { name, ...view };
    const value = locks[name];
    return { name, ...view, lock: { value, words: valueWords(name, value), exceeded: values[name] !== value } };
  });
}

const NOT_LOCKED = 'Not locked';

/** What is locked for the whole organisation, field by field. */
export function lockViews(locks: PolicyValues): PolicyFieldView[] {
  return viewsOf(locks).map(({ range, ...view }) => ({
    ...view,
    unlocked: unlocked[view.name],
    words: lockWords(view.name, locks[view.name]),
    range:
      range.kind === 'choice'
        ? {
            kind: 'choice',
            options: range.options.map((one) =>
              one.value === unlocked[view.name] ? { ...one, label: `${NOT_LOCKED} (${one.label})` } : one,
            ),
          }
        : range,
  }));
}

function lockWords(name: PolicyFieldName, value: number | string): string {
  return value === unlocked[name] ? NOT_LOCKED : valueWords(name, value);
}

function viewsOf(values: PolicyValues): (PolicyFieldView & { readonly name: PolicyFieldName })[] {
  const sorted = [...names].sort((left, right) => order.indexOf(words[left].area) - order.indexOf(words[right].area));
  return sorted.map((name) => {
    const field: PolicyField = policyFields[name];
    const { area, title, sentence, unit, options = {}, heldBy } = words[name];
    const value = values[name];
    return {
      name,
      area,
      title,
      sentence,
      value,
      words: valueWords(name, value),
      range: rangeOf(field, unit?.[1] ?? '', options),
      heldBy,
    };
  });
}

function rangeOf(
  field: PolicyField,
  unit: string,
  options: Readonly<Record<string, string>>,
): PolicyFieldView['range'] {
  switch (field.kind) {
    case 'number':
      return { kind: 'number', least: field.least, most: field.most, unit, weaker: field.weaker };
    case 'text':
      return { kind: 'text', longest: field.longest };
    case 'choice':
      return {
        kind: 'choice',
        options: field.strongestFirst.map((value) => ({ value, label: options[value] ?? value })),
      };
  }
}

/** What is otherwise in `after`, in the same order; `ofLocks`: of what is locked for the whole organisation. */
export function policyChanges(before: PolicyValues, after: PolicyValues, ofLocks = false): PolicyChangeView[] {
  const weaker = weakenedFields(before, after);
  const inWords = ofLocks ? lockWords : valueWords;
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      field: name,
      title: words[name].title,
      before: inWords(name, before[name]),
      after: inWords(name, after[name]),
      weaker: weaker.includes(name),
    }));
}
