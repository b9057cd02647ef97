/** Parsing and comparing policies. */
import { type PolicyField, type PolicyFieldName, type PolicyValues, policyFields } from './fields.ts';

const names = Object.keys(policyFields) as PolicyFieldName[];

/** The policy of an organisation that has decided nothing yet. */
export const defaultPolicy: PolicyValues = Object.freeze(
  Object.fromEntries(names.map((name) => [name, policyFields[name].default])) as unknown as PolicyValues,
);

/**
 * Parses policy values out of an entry.
 * @throws RangeError when a field is missing, unknown, or out of its range: a client that ignored an unknown field would
 *   not enforce what the admins decided. Only a field that came later may be missing: an entry is signed once, so it must
 *   go on to mean what it meant. To leave one out is to set its default, and is judged as that (`weakenedFields`).
 */
export function parsePolicy(value: unknown): PolicyValues {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RangeError('policy is no object');
  const given = value as Record<string, unknown>;
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(policyFields, name)) throw new RangeError(`unknown policy field ${name.slice(0, 40)}`);
  }
  const values = names.map((name) => {
    const field: PolicyField = policyFields[name];
    const found = field.later && !Object.hasOwn(given, name) ? field.default : given[name];
    if (!inRange(field, found)) throw new RangeError(`policy field ${name} is missing or out of range`);
    return [name, found];
  });
  return Object.freeze(Object.fromEntries(values) as unknown as PolicyValues);
}

function inRange(field: PolicyField, value: unknown): boolean {
  if (field.kind === 'choice') return typeof value === 'string' && field.strongestFirst.includes(value);
  return Number.isSafeInteger(value) && Number(value) >= field.least && Number(value) <= field.most;
}

/** The fields in which `after` protects less than `before`. */
export function weakenedFields(before: PolicyValues, after: PolicyValues): PolicyFieldName[] {
  return names.filter((name) => weakens(policyFields[name], before[name], after[name]));
}

function weakens(field: PolicyField, before: unknown, after: unknown): boolean {
  if (field.kind === 'choice') {
    return field.strongestFirst.indexOf(String(after)) > field.strongestFirst.indexOf(String(before));
  }
  return field.weaker === 'more' ? Number(after) > Number(before) : Number(after) < Number(before);
}
