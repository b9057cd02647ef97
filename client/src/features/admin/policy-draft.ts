import type { PolicyFieldView } from '#client/bridge/port.ts';

/** What was typed and chosen, by field; a field that is not there is as it was. */
export type Draft = Readonly<Record<string, string>>;

/** The value that a field would get; what cannot be a value stays text. */
export function draftValue(draft: Draft, { name, value, range }: PolicyFieldView): number | string {
  const typed = draft[name];
  if (typed === undefined) return value;
  if (range.kind === 'choice') return typed;
  return /^\d{1,12}$/.test(typed.trim()) ? Number(typed) : typed;
}

/** What is wrong with what was typed, as a sentence with its next step. */
export function draftError(draft: Draft, field: PolicyFieldView): string | undefined {
  const { range } = field;
  if (range.kind === 'choice') return undefined;
  const value = draftValue(draft, field);
  if (typeof value === 'number' && value >= range.least && value <= range.most) return undefined;
  return `Type a whole number from ${range.least.toLocaleString()} to ${range.most.toLocaleString()}.`;
}

/** Whether the draft protects less than what holds, more, or neither. */
export function draftDirection(draft: Draft, field: PolicyFieldView): 'weaker' | 'stronger' | undefined {
  const { range, value: before } = field;
  const after = draftValue(draft, field);
  if (after === before || draftError(draft, field) !== undefined) return undefined;
  if (range.kind === 'choice') {
    const place = (value: number | string) => range.options.findIndex((option) => option.value === value);
    return place(after) > place(before) ? 'weaker' : 'stronger';
  }
  return Number(after) > Number(before) === (range.weaker === 'more') ? 'weaker' : 'stronger';
}
