import type { PolicyFieldView } from '#client/bridge/port.ts';
import { adminWords } from '#client/words/admin.ts';
import { areNetworks, isWithinNetworks } from '#shared/policy/networks.ts';

/** What was typed and chosen, by field; a field that is not there is as it was. */
export type Draft = Readonly<Record<string, string>>;

/** The value that a field would get; what cannot be a value stays text. */
export function draftValue(draft: Draft, { name, value, range }: PolicyFieldView): number | string {
  const typed = draft[name];
  if (typed === undefined) return value;
  if (range.kind === 'choice') return typed;
  if (range.kind === 'text') return range.lines === undefined ? typed.trim() : linesOf(typed).join('\n');
  return /^\d{1,12}$/.test(typed.trim()) ? Number(typed) : typed;
}

/** What is wrong with what was typed, as a sentence with its next step. */
export function draftError(draft: Draft, field: PolicyFieldView): string | undefined {
  const { range } = field;
  if (range.kind === 'choice') return undefined;
  if (range.kind === 'text') return textError(String(draftValue(draft, field)), field, range);
  const value = draftValue(draft, field);
  const isNone = range.none !== undefined && value === 0;
  if (typeof value !== 'number' || (!isNone && (value < range.least || value > range.most))) {
    const { wholeNumber, wholeNumberOrNone } = adminWords.policy;
    return range.none === undefined
      ? wholeNumber(range.least, range.most)
      : wholeNumberOrNone(range.least, range.most, range.none);
  }
  const { lock } = field;
  if (lock === undefined || !isWeaker(range, value, lock.value)) return undefined;
  return adminWords.policy.belowLock(lock.words);
}

/** Control and direction characters could make one text look like another: the log takes none. */
const STRANGE = /[\p{C}\p{Zl}\p{Zp}]/u;

/** What stands in lines of its own, without those in which there is nothing. */
function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function textError(
  text: string,
  { lock }: PolicyFieldView,
  range: Extract<Range, { kind: 'text' }>,
): string | undefined {
  const { longest, lines, networks } = range;
  const all = lines === undefined ? [] : linesOf(text);
  if (lines !== undefined && (all.length > lines.most || all.some((line) => line.length > lines.longest))) {
    return adminWords.policy.shortenLines(lines.most, lines.longest);
  }
  if (text.length > longest) return adminWords.policy.shorten(longest);
  if (text.split('\n').some((line) => STRANGE.test(line))) return adminWords.policy.strangeText;
  if (networks && text !== '' && !areNetworks(text)) return adminWords.policy.wrongNetworks;
  if (lock === undefined || !isWeaker(range, text, lock.value)) return undefined;
  return networks ? adminWords.policy.lockedNetworks : adminWords.policy.lockedText;
}

/** Whether the draft protects less than what holds, more, or neither: words where there were none are new. */
export function draftDirection(draft: Draft, field: PolicyFieldView): 'weaker' | 'stronger' | 'fresh' | undefined {
  const { range, value: before } = field;
  const after = draftValue(draft, field);
  if (after === before || draftError(draft, field) !== undefined) return undefined;
  if (range.kind === 'text' && !range.networks && before === '') return 'fresh';
  return isWeaker(range, after, before) ? 'weaker' : 'stronger';
}

/** What can be chosen: nothing that the organisation has locked out. */
export function draftOptions({ range, lock }: PolicyFieldView): Extract<Range, { kind: 'choice' }>['options'] {
  if (range.kind !== 'choice') return [];
  return lock === undefined ? range.options : range.options.filter(({ value }) => !isWeaker(range, value, lock.value));
}

type Range = PolicyFieldView['range'];

/** Whether `after` protects less than `before`; neither of two that are the same. */
function isWeaker(range: Range, after: number | string, before: number | string): boolean {
  if (range.kind === 'text') {
    if (before === '' || after === before) return false;
    return !range.networks || after === '' || !isWithinNetworks(String(after), String(before));
  }
  if (range.kind === 'choice') {
    const place = (value: number | string) => range.options.findIndex((option) => option.value === value);
    return place(after) > place(before);
  }
  // None is weaker than anything in the range.
  const rank = (value: number | string) =>
    range.none !== undefined && value === 0 ? Number.POSITIVE_INFINITY : Number(value);
  return range.weaker === 'more' ? rank(after) > rank(before) : rank(after) < rank(before);
}
