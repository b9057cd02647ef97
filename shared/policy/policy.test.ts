import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultPolicy,
  type PolicyValues,
  parsePolicy,
  policyFields,
  replacedWords,
  strictest,
  unlocked,
  weakenedFields,
} from './index.ts';

const anyPolicy = fc.record(
  Object.fromEntries(
    Object.entries(policyFields).map(([name, field]) => [
      name,
      field.kind === 'number'
        ? fc.oneof(fc.integer({ min: field.least, max: field.most }), fc.constant('orNone' in field ? 0 : field.most))
        : field.kind === 'text'
          ? 'networks' in field
            ? fc.constantFrom('', '10.0.0.0/8', '10.1.0.0/16', '10.2.0.0/16', '::/0\n10.0.0.0/8')
            : fc.constantFrom('', '.', 'Be warned.')
          : fc.constantFrom(...field.strongestFirst),
    ]),
  ),
) as unknown as fc.Arbitrary<PolicyValues>;

describe('policy', () => {
  it('has defaults within their ranges', () => {
    expect(parsePolicy({ ...defaultPolicy })).toEqual(defaultPolicy);
  });

  it('takes every value in range, and gives it back', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        expect(parsePolicy({ ...policy })).toEqual({ ...policy });
      }),
    );
  });

  it('takes the default of a field that came later as the weakening that it is', () => {
    const strict = parsePolicy({ ...defaultPolicy, recallWindowMinutes: 0 });
    const { recallWindowMinutes: _, ...older } = strict;
    expect(weakenedFields(strict, parsePolicy(older))).toEqual(['recallWindowMinutes']);
  });

  it.each(Object.entries(policyFields))(
    'refuses %s when it is missing, of another type or out of range',
    (name, field) => {
      const { [name]: _, ...rest } = { ...defaultPolicy } as Record<string, unknown>;
      if ('later' in field) expect(parsePolicy(rest)).toEqual(defaultPolicy);
      else expect(() => parsePolicy(rest)).toThrow(RangeError);
      const wrong = {
        number: ['orNone' in field ? -1 : 0, 1e9, 1.5, '3', null],
        choice: ['no such choice', 1, null],
        text: [
          ...('networks' in field ? ['.', '10.0.0.1/8', '10.0.0.0/8, ::/0', '10.0.0.0/8\n10'] : []),
          'x'.repeat(10_000),
          ' x',
          'x\n',
          'a\u202eb',
          'a\u0007b',
          'a\rb',
          1,
          null,
        ],
      }[field.kind].filter((value) => field.kind !== 'number' || value !== field.least);
      for (const value of wrong) expect(() => parsePolicy({ ...rest, [name]: value })).toThrow(RangeError);
    },
  );

  it('refuses a field that it does not know, and what is no policy', () => {
    expect(() => parsePolicy({ ...defaultPolicy, backdoor: 1 })).toThrow(RangeError);
    for (const value of [null, 1, 'x', []]) expect(() => parsePolicy(value)).toThrow(RangeError);
  });

  it('never calls both a change and its reverse a weakening, nor no change at all', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (one, other) => {
        const forth = weakenedFields(one, other);
        const back = weakenedFields(other, one);
        // Other words are neither more nor less: both ways take two.
        const isText = (name: keyof PolicyValues) => policyFields[name].kind === 'text';
        expect(forth.filter((name) => back.includes(name) && !isText(name))).toEqual([]);
        for (const name of Object.keys(policyFields) as (keyof PolicyValues)[]) {
          expect(forth.includes(name) || back.includes(name)).toBe(one[name] !== other[name]);
        }
      }),
    );
  });

  it('takes words for words away, and not where there were none', () => {
    const [none, some, other] = ['', 'Be warned.', '.'].map((consentBanner) => ({ ...defaultPolicy, consentBanner }));
    if (none === undefined || some === undefined || other === undefined) throw new Error('unreachable');
    expect(weakenedFields(none, some)).toEqual([]);
    for (const [before, after] of [
      [some, none],
      [some, other],
      [other, some],
    ] as const) {
      expect(weakenedFields(before, after)).toEqual(['consentBanner']);
    }
  });

  it('takes none as weaker than the weakest number', () => {
    const [none, least, most] = [0, 1, 525_600].map((minutes) => ({
      ...defaultPolicy,
      messageMinutesDefault: minutes,
    }));
    if (none === undefined || least === undefined || most === undefined) throw new Error('unreachable');
    expect(weakenedFields(most, none)).toEqual(['messageMinutesDefault']);
    expect(weakenedFields(least, most)).toEqual(['messageMinutesDefault']);
    expect(weakenedFields(none, most)).toEqual([]);
    expect(strictest(none, most)).toEqual(most);
    expect(unlocked.messageMinutesDefault).toBe(0);
  });

  it('takes networks within those that were, at once, and wider or other ones as the weakening that they are', () => {
    const list = (networks: string) => ({ ...defaultPolicy, networks });
    const [none, wide, narrow, other] = ['', '10.0.0.0/8\n::/0', '10.1.0.0/16', '10.2.0.0/16'].map(list);
    if (!none || !wide || !narrow || !other) throw new Error('unreachable');
    for (const [before, after] of [
      [none, wide],
      [none, narrow],
      [wide, narrow],
      [wide, other],
    ] as const) {
      expect(weakenedFields(before, after)).toEqual([]);
      expect(weakenedFields(after, before)).toEqual(['networks']);
      expect(strictest(before, after)).toEqual(after);
      expect(strictest(after, before)).toEqual(after);
    }
    expect(weakenedFields(narrow, other)).toEqual(['networks']);
    expect(weakenedFields(other, narrow)).toEqual(['networks']);
    // What is locked for all stands in the place of a group's own only where one person alone cannot open a door by it.
    expect(replacedWords(none, wide, [narrow])).toEqual([]);
    expect(replacedWords(none, narrow, [wide])).toEqual([]);
    expect(replacedWords(none, narrow, [other])).toEqual(['networks']);
    expect(replacedWords(wide, narrow, [none, other])).toEqual(['networks']);
  });

  it('takes lines of a length, and not too many', () => {
    const lines = (...all: string[]) => ({ ...defaultPolicy, quickResponses: all.join('\n') });
    const most = Array.from({ length: 20 }, () => 'x'.repeat(200));
    expect(parsePolicy(lines('On my way.')).quickResponses).toBe('On my way.');
    expect(parsePolicy(lines(...most))).toEqual(lines(...most));
    for (const wrong of [[...most, 'y'], ['x'.repeat(201)], ['a', '', 'b'], ['a ', 'b'], ['a', ' b']]) {
      expect(() => parsePolicy(lines(...wrong))).toThrow(RangeError);
    }
  });

  it('knows which direction is weaker', () => {
    expect(weakenedFields(defaultPolicy, { ...defaultPolicy, freshnessHours: 25 })).toEqual(['freshnessHours']);
    expect(weakenedFields(defaultPolicy, { ...defaultPolicy, passphraseLength: 8 })).toEqual(['passphraseLength']);
    expect(weakenedFields(defaultPolicy, { ...defaultPolicy, minimumSuite: 'x25519' })).toEqual(['minimumSuite']);
    expect(weakenedFields(defaultPolicy, { ...defaultPolicy, selfUpdateDays: 1, passphraseLength: 20 })).toEqual([]);
  });
});
