import { describe, expect, it } from 'vitest';
import type { PolicyFieldView } from '#client/bridge/port.ts';
import { draftDirection, draftError, draftOptions, draftValue } from './policy-draft.ts';

const common = { area: 'keys', title: 'T', sentence: 'S', words: 'W', heldBy: 'others' } as const;
const hours: PolicyFieldView = {
  ...common,
  name: 'hours',
  value: 24,
  range: { kind: 'number', least: 1, most: 72, unit: 'hours', weaker: 'more' },
};
const length: PolicyFieldView = {
  ...hours,
  name: 'length',
  range: { ...hours.range, kind: 'number', least: 8, most: 64, unit: '', weaker: 'less' },
};
const suite: PolicyFieldView = {
  ...common,
  name: 'suite',
  value: 'strong',
  range: {
    kind: 'choice',
    options: [
      { value: 'strong', label: 'Strong' },
      { value: 'weak', label: 'Weak' },
    ],
  },
};

describe('a draft of a policy', () => {
  it('is as the policy until something is typed', () => {
    expect([draftValue({}, hours), draftError({}, hours), draftDirection({}, hours)]).toEqual([
      24,
      undefined,
      undefined,
    ]);
  });

  it('takes whole numbers in their range only', () => {
    for (const typed of ['0', '73', '', '1.5', '-3', 'many', '1e1', '99999999999999999999']) {
      expect(draftError({ hours: typed }, hours), typed).toMatch(/from 1 to 72/);
    }
    expect(draftValue({ hours: ' 48 ' }, hours)).toBe(48);
    expect(draftError({ hours: '48' }, hours)).toBeUndefined();
  });

  it('takes 0 where it means none, as the weakest of all', () => {
    const wipe: PolicyFieldView = {
      ...common,
      name: 'wipe',
      value: 10,
      range: { kind: 'number', least: 5, most: 100, unit: 'tries', weaker: 'more', none: 'Never' },
    };
    for (const typed of ['1', '4', '101', '']) expect(draftError({ wipe: typed }, wipe), typed).toMatch(/or 0: Never/);
    expect(draftError({ wipe: '0' }, wipe)).toBeUndefined();
    expect(draftDirection({ wipe: '0' }, wipe)).toBe('weaker');
    expect(draftDirection({ wipe: '0' }, { ...wipe, value: 100 })).toBe('weaker');
    expect(draftDirection({ wipe: '100' }, { ...wipe, value: 0 })).toBe('stronger');
    const lock = { value: 100, words: '100 tries', exceeded: true };
    expect(draftError({ wipe: '0' }, { ...wipe, lock })).toMatch(/locked this at 100 tries/);
  });

  it('takes networks, and says of a list within the other that it is stricter', () => {
    const networks: PolicyFieldView = {
      ...common,
      name: 'networks',
      value: '10.0.0.0/8',
      range: { kind: 'text', longest: 100, lines: { most: 3, longest: 43 }, networks: true },
    };
    const typed = (text: string) => ({ networks: text });
    expect(draftError(typed(' 10.1.0.0/16 \n\n2001:db8::/32'), networks)).toBeUndefined();
    for (const wrong of ['10.0.0.1/8', '10.0.0.0', '10.0.0.0/8, ::/0', 'office']) {
      expect(draftError(typed(wrong), networks)).toMatch(/such as 10\.20\.0\.0\/16/);
    }
    expect(draftDirection(typed('10.1.0.0/16'), networks)).toBe('stronger');
    expect(draftDirection(typed('10.1.0.0/16\n192.0.2.0/24'), networks)).toBe('weaker');
    expect(draftDirection(typed(''), networks)).toBe('weaker');
    expect(draftDirection(typed('192.0.2.0/24'), { ...networks, value: '' })).toBe('stronger');
    const lock = { value: '10.0.0.0/8', words: '10.0.0.0/8', exceeded: false };
    expect(draftError(typed('10.1.0.0/16'), { ...networks, lock })).toBeUndefined();
    expect(draftError(typed('192.0.2.0/24'), { ...networks, lock })).toMatch(/locked its networks/);
  });

  it('takes lines without blanks around them and without empty ones, and no more than there can be', () => {
    const lines: PolicyFieldView = {
      ...common,
      name: 'lines',
      value: '',
      range: { kind: 'text', longest: 17, lines: { most: 3, longest: 5 } },
    };
    expect(draftValue({ lines: ' one \n\n two\n' }, lines)).toBe('one\ntwo');
    expect(draftError({ lines: 'a\nb\n\nc' }, lines)).toBeUndefined();
    expect(draftDirection({ lines: '\n' }, lines)).toBeUndefined();
    // Words protect nobody more; those that are there already are not changed by one alone.
    expect(draftDirection({ lines: 'one' }, lines)).toBe('fresh');
    expect(draftDirection({ lines: 'one' }, { ...lines, value: 'two' })).toBe('weaker');
    for (const typed of ['a\nb\nc\nd', 'sixsix'])
      expect(draftError({ lines: typed }, lines)).toMatch(/3 lines of at most 5/);
  });

  it('goes no weaker than what the organisation has locked', () => {
    const lock = { value: 24, words: '24 hours', exceeded: true };
    const held = { ...hours, value: 12, lock };
    expect(draftError({ hours: '25' }, held)).toMatch(/locked this at 24 hours/);
    expect(draftError({ hours: '24' }, held)).toBeUndefined();
    expect(draftError({ hours: '1' }, held)).toBeUndefined();
    expect(draftOptions(suite).map(({ value }) => value)).toEqual(['strong', 'weak']);
    const strong = { value: 'strong', words: 'Strong', exceeded: false };
    expect(draftOptions({ ...suite, lock: strong }).map(({ value }) => value)).toEqual(['strong']);
  });

  it('knows which way is weaker', () => {
    expect(draftDirection({ hours: '48' }, hours)).toBe('weaker');
    expect(draftDirection({ hours: '1' }, hours)).toBe('stronger');
    expect(draftDirection({ length: '10' }, length)).toBe('weaker');
    expect(draftDirection({ length: '30' }, length)).toBe('stronger');
    expect(draftDirection({ suite: 'weak' }, suite)).toBe('weaker');
    expect(draftDirection({ suite: 'strong' }, { ...suite, value: 'weak' })).toBe('stronger');
  });
});
