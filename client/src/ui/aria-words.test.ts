import { expect, it } from 'vitest';
import { reactAriaStrings } from '#client/words/aria.ts';
import { aria } from '#client/words/en/aria.ts';

type Strings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

it('speaks for every package of React Aria, and says in English what it says itself', async () => {
  // Its types know the default of this module as a type only.
  const theirs: Readonly<Record<string, unknown>> = await import('react-aria-components/i18n/en-US');
  const all = theirs.default as Strings;
  expect(Object.keys(all).length).toBeGreaterThan(10);
  expect(Object.keys(all).filter((name) => !(name in reactAriaStrings))).toEqual([]);
  for (const [name, strings] of Object.entries(aria)) {
    for (const [key, said] of Object.entries(strings)) {
      const own = all[name]?.[key];
      expect(typeof said, `${name} ${key}`).toBe(typeof own);
      if (typeof said === 'string') expect(said).toBe(own);
    }
  }
});
