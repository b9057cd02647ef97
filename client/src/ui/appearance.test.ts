import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAppearance } from './appearance.ts';

it('is what was chosen, and the system’s own where nothing was', () => {
  expect(parseAppearance('dark large')).toEqual({ theme: 'dark', textSize: 'large' });
  expect(parseAppearance(null)).toEqual({ theme: 'system', textSize: 'normal' });
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { theme, textSize } = parseAppearance(text);
      return ['system', 'light', 'dark'].includes(theme) && ['small', 'normal', 'large', 'larger'].includes(textSize);
    }),
  );
});
