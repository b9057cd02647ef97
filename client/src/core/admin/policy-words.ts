/** The fields of a policy in the words of an admin: which group they stand in, what they do, and who holds people to them. */
import type { PolicyField, PolicyFieldName, PolicyValues } from '#shared/policy/index.ts';
import { lockedFields, policyFields, strictest, unlocked, weakenedFields } from '#shared/policy/index.ts';
import type { PolicyArea, PolicyFieldView } from '../port-policy.ts';
import type { PolicyChangeView } from '../port-trail.ts';
import { adminWords } from '../words/admin.ts';
import type { FieldWords, PolicyUnit } from '../words/en/policy.ts';

interface FieldPlace {
  readonly area: PolicyArea;
  readonly heldBy: PolicyFieldView['heldBy'];
  /** What a number counts. */
  readonly unit?: PolicyUnit;
}

// One row per field: the compiler refuses a field that is missing here.
const places: Readonly<Record<PolicyFieldName, FieldPlace>> = {
  minimumSuite: { area: 'keys', heldBy: 'others' },
  selfUpdateDays: { area: 'keys', heldBy: 'own-app', unit: 'day' },
  pastEpochs: { area: 'keys', heldBy: 'own-app', unit: 'period' },
  skippedKeys: { area: 'keys', heldBy: 'own-app', unit: 'key' },
  forwardSteps: { area: 'keys', heldBy: 'own-app', unit: 'message' },
  keyPackages: { area: 'keys', heldBy: 'own-app', unit: 'key' },
  inactiveDays: { area: 'keys', heldBy: 'others', unit: 'day' },
  passphraseLength: { area: 'access', heldBy: 'own-app', unit: 'character' },
  autoLockMinutes: { area: 'access', heldBy: 'own-app', unit: 'minute' },
  wipeAfterFailures: { area: 'access', heldBy: 'own-app', unit: 'failure' },
  devicesPerPerson: { area: 'access', heldBy: 'others', unit: 'device' },
  freshnessHours: { area: 'reach', heldBy: 'own-app', unit: 'hour' },
  messageBytes: { area: 'messages', heldBy: 'others', unit: 'byte' },
  editWindowMinutes: { area: 'messages', heldBy: 'others', unit: 'minute' },
  recallWindowMinutes: { area: 'messages', heldBy: 'others', unit: 'minute' },
  messageMinutesMost: { area: 'messages', heldBy: 'others', unit: 'minute' },
  messageMinutesLeast: { area: 'messages', heldBy: 'others', unit: 'minute' },
  messageMinutesDefault: { area: 'messages', heldBy: 'own-app', unit: 'minute' },
  burnOnRead: { area: 'messages', heldBy: 'others' },
  forwarding: { area: 'messages', heldBy: 'others' },
  files: { area: 'files', heldBy: 'others' },
  fileMegabytes: { area: 'files', heldBy: 'others', unit: 'megabyte' },
  fileSaving: { area: 'files', heldBy: 'own-app' },
  historyForNewcomers: { area: 'rooms', heldBy: 'others' },
  readReceipts: { area: 'notices', heldBy: 'own-app' },
  notificationContent: { area: 'notices', heldBy: 'own-app' },
  quietNights: { area: 'notices', heldBy: 'own-app' },
  guestsStart: { area: 'reach', heldBy: 'others' },
  verification: { area: 'reach', heldBy: 'own-app' },
  copying: { area: 'messages', heldBy: 'own-app' },
  push: { area: 'notices', heldBy: 'others' },
  presence: { area: 'notices', heldBy: 'others' },
  consentBanner: { area: 'access', heldBy: 'own-app' },
  networks: { area: 'access', heldBy: 'relay' },
  quickResponses: { area: 'messages', heldBy: 'own-app' },
  levelLeast: { area: 'rooms', heldBy: 'own-app' },
  levelMost: { area: 'rooms', heldBy: 'others' },
  groupDevices: { area: 'rooms', heldBy: 'others', unit: 'device' },
};

const wordsOf = (name: PolicyFieldName): FieldWords => adminWords.policy.fields[name];

const order: readonly PolicyArea[] = ['keys', 'access', 'messages', 'files', 'rooms', 'reach', 'notices'];
const names = Object.keys(places) as PolicyFieldName[];

/** A value in words: "30 minutes", "Not at all", "X-Wing (post-quantum)". */
export function valueWords(name: PolicyFieldName, value: number | string): string {
  const { zero, options, none } = wordsOf(name);
  const { unit } = places[name];
  if (none !== undefined && value === '') return none;
  if (typeof value === 'string') return options?.[value] ?? value;
  if (value === 0 && zero !== undefined) return zero;
  return unit === undefined ? String(value) : adminWords.policy.units[unit].counted(value);
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
              one.value === unlocked[view.name] ? { ...one, label: adminWords.policy.notLockedAs(one.label) } : one,
            ),
          }
        : range,
  }));
}

function lockWords(name: PolicyFieldName, value: number | string): string {
  return value === unlocked[name] ? adminWords.policy.notLocked : valueWords(name, value);
}

function viewsOf(values: PolicyValues): (PolicyFieldView & { readonly name: PolicyFieldName })[] {
  const sorted = [...names].sort((left, right) => order.indexOf(places[left].area) - order.indexOf(places[right].area));
  return sorted.map((name) => {
    const field: PolicyField = policyFields[name];
    const { title, sentence, zero, options = {} } = wordsOf(name);
    const { area, unit, heldBy } = places[name];
    const value = values[name];
    return {
      name,
      area,
      title,
      sentence,
      value,
      words: valueWords(name, value),
      range: rangeOf(field, unit === undefined ? '' : adminWords.policy.units[unit].name, options, zero),
      heldBy,
    };
  });
}

function rangeOf(
  field: PolicyField,
  unit: string,
  options: Readonly<Record<string, string>>,
  zero: string | undefined,
): PolicyFieldView['range'] {
  switch (field.kind) {
    case 'number':
      return {
        kind: 'number',
        least: field.least,
        most: field.most,
        unit,
        weaker: field.weaker,
        ...(field.orNone === true && zero !== undefined ? { none: zero } : {}),
      };
    case 'text':
      return {
        kind: 'text',
        longest: field.longest,
        ...(field.lines && { lines: field.lines }),
        ...(field.networks && { networks: true }),
      };
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
      title: wordsOf(name).title,
      before: inWords(name, before[name]),
      after: inWords(name, after[name]),
      weaker: weaker.includes(name),
      ...(before[name] === '' && isWords(name) ? { isNew: true } : {}),
    }));
}

function isWords(name: PolicyFieldName): boolean {
  const field: PolicyField = policyFields[name];
  return field.kind === 'text' && field.networks !== true;
}
