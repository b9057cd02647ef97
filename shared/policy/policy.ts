/** Parsing and comparing policies. */

import { type PolicyField, type PolicyFieldName, type PolicyValues, policyFields, rankOf } from './fields.ts';
import { areNetworks, isWithinNetworks } from './networks.ts';

const names = Object.keys(policyFields) as PolicyFieldName[];

function everyField(value: (name: PolicyFieldName) => unknown): PolicyValues {
  return Object.freeze(Object.fromEntries(names.map((name) => [name, value(name)])) as unknown as PolicyValues);
}

/** The policy of an organisation that has decided nothing yet. */
export const defaultPolicy: PolicyValues = everyField((name) => policyFields[name].default);

/** What is locked where nothing is: of every field, what protects least. */
export const unlocked: PolicyValues = everyField((name) => weakest(policyFields[name]));

/**
 * Parses policy values out of an entry.
 * @throws RangeError when a field is missing, unknown, or out of its range: a client that ignored an unknown field would
 *   not enforce what the admins decided. Only a field that came later may be missing: an entry is signed once, so it must
 *   go on to mean what it meant. To leave one out is to set its default, and is judged as that (`weakenedFields`).
 */
export function parsePolicy(value: unknown): PolicyValues {
  return parse(value, (field: PolicyField) => (field.later ? field.default : undefined));
}

/**
 * Parses what an entry locks for the whole organisation: of each field that stands there, the least that any group's policy
 * protects. A field that does not stand there is not locked, whatever its default is.
 * @throws RangeError when a field is unknown or out of its range.
 */
export function parseLocks(value: unknown): PolicyValues {
  return parse(value, weakest);
}

function parse(value: unknown, absent: (field: PolicyField) => unknown): PolicyValues {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RangeError('policy is no object');
  const given = value as Record<string, unknown>;
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(policyFields, name)) throw new RangeError(`unknown policy field ${name.slice(0, 40)}`);
  }
  return everyField((name) => {
    const field: PolicyField = policyFields[name];
    const found = Object.hasOwn(given, name) ? given[name] : absent(field);
    if (!inRange(field, found)) throw new RangeError(`policy field ${name} is missing or out of range`);
    return found;
  });
}

function weakest(field: PolicyField): number | string {
  if (field.kind === 'text') return '';
  if (field.kind === 'choice') return field.strongestFirst.at(-1) ?? field.default;
  if (field.orNone === true) return 0;
  return field.weaker === 'more' ? field.most : field.least;
}

/** The fields in which `after` puts words in the place of some of `others`, where `before` put none. */
export function replacedWords(
  before: PolicyValues,
  after: PolicyValues,
  others: readonly PolicyValues[],
): PolicyFieldName[] {
  return names.filter((name) => {
    const field: PolicyField = policyFields[name];
    const [was, becomes] = [String(before[name]), String(after[name])];
    if (field.kind !== 'text' || becomes === '' || becomes === was) return false;
    // What keeps to a group's own is stricter; to what the group's own keeps, the group's own goes on to count.
    return others
      .map((one) => String(one[name]))
      .some((own) => own !== '' && !keeps(field, own, becomes) && !keeps(field, becomes, own));
  });
}

/** The fields that are locked. */
export function lockedFields(locks: PolicyValues): PolicyFieldName[] {
  return names.filter((name) => locks[name] !== unlocked[name]);
}

/** What has been joined before: it is asked for with every message, of two values that hardly ever change. */
const joined = new WeakMap<PolicyValues, WeakMap<PolicyValues, PolicyValues>>();

/** Of each field, what protects more of the two. */
export function strictest(one: PolicyValues, other: PolicyValues): PolicyValues {
  if (other === unlocked) return one;
  const known = joined.get(one)?.get(other);
  if (known !== undefined) return known;
  const values = everyField((name) => (weakens(policyFields[name], other[name], one[name]) ? other[name] : one[name]));
  const ofOne = joined.get(one) ?? new WeakMap<PolicyValues, PolicyValues>();
  joined.set(one, ofOne.set(other, values));
  return values;
}

/** Lines of visible text. Control and direction characters could make one text look like another. */
const TEXT = /^[^\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Cc}]*(?:\n[^\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Cc}]*)*$/u;

function inRange(field: PolicyField, value: unknown): boolean {
  if (field.kind === 'text') {
    if (typeof value !== 'string' || value.length > field.longest || value.trim() !== value) return false;
    if (!TEXT.test(value)) return false;
    if (value === '' || field.lines === undefined) return true;
    return areLines(value, field.lines) && (field.networks !== true || areNetworks(value));
  }
  if (field.kind === 'choice') return typeof value === 'string' && field.strongestFirst.includes(value);
  if (field.orNone === true && value === 0) return true;
  return Number.isSafeInteger(value) && Number(value) >= field.least && Number(value) <= field.most;
}

function areLines(text: string, { most, longest }: { readonly most: number; readonly longest: number }): boolean {
  const lines = text.split('\n');
  return lines.length <= most && lines.every((line) => line !== '' && line.length <= longest && line.trim() === line);
}

/** The fields in which `after` protects less than `before`. */
export function weakenedFields(before: PolicyValues, after: PolicyValues): PolicyFieldName[] {
  return names.filter((name) => weakens(policyFields[name], before[name], after[name]));
}

function weakens(field: PolicyField, before: unknown, after: unknown): boolean {
  if (field.kind === 'text') return before !== '' && !keeps(field, String(before), String(after));
  if (field.kind === 'choice') {
    return field.strongestFirst.indexOf(String(after)) > field.strongestFirst.indexOf(String(before));
  }
  const [was, becomes] = [rankOf(field, Number(before)), rankOf(field, Number(after))];
  return field.weaker === 'more' ? becomes > was : becomes < was;
}

/** Whether `after` stands for everything that `before` stands for: the same words, or networks within its networks. */
function keeps(field: Extract<PolicyField, { kind: 'text' }>, before: string, after: string): boolean {
  if (after === before) return true;
  return field.networks === true && after !== '' && isWithinNetworks(after, before);
}
