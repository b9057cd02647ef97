/** Numbers, plurals and lengths of time, as one language has them. */

/** The forms that a counted thing takes; `other` serves where a number has none of its own. `#` stands for the number. */
export type Forms = { readonly other: string } & { readonly [Rule in Exclude<Intl.LDMLPluralRule, 'other'>]?: string };

export type LengthUnit = 'second' | 'minute' | 'hour' | 'day' | 'week';

export interface Counting {
  /** "12,345". */
  number(value: number): string;
  /** "1 person", "12 people". */
  plural(count: number, forms: Forms): string;
  /** "Ana", "Ana and Ben", "Ana, Ben and Chloe". */
  list(items: readonly string[]): string;
  /** "Ana", "Ana or Ben", "Ana, Ben or Chloe". */
  either(items: readonly string[]): string;
  /** "2 hours". */
  length(count: number, unit: LengthUnit): string;
  /** The same where there is little room: "2 hrs". */
  shortLength(count: number, unit: LengthUnit): string;
}

/** @param locale a BCP 47 tag. */
export function countingIn(locale: string): Counting {
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const choices = new Intl.ListFormat(locale, { type: 'disjunction' });
  const length = (count: number, unit: LengthUnit, unitDisplay: 'long' | 'short') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(count);
  return {
    number: (value) => numbers.format(value),
    plural: (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', numbers.format(count)),
    list: (items) => lists.format(items),
    either: (items) => choices.format(items),
    length: (count, unit) => length(count, unit, 'long'),
    shortLength: (count, unit) => length(count, unit, 'short'),
  };
}
