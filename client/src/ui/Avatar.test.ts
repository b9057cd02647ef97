import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { avatarHues } from './Avatar.tsx';

type Colour = readonly [lightness: number, chroma: number];

/** OKLCH to linear sRGB (Ottosson 2020), and from there to relative luminance (WCAG 2.2). */
function luminance([l, c]: Colour, hue: number): number {
  const [a, b] = [c * Math.cos((hue * Math.PI) / 180), c * Math.sin((hue * Math.PI) / 180)];
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const red = clamp(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short);
  const green = clamp(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short);
  const blue = clamp(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The pairs that the style sheet draws with: behind and before, in light and in dark. */
const sheet = readFileSync(path.join(import.meta.dirname, 'Avatar.module.css'), 'utf8');
const drawn = [...sheet.matchAll(/light-dark\(oklch\(([\d.]+) ([\d.]+)[^)]*\)+, oklch\(([\d.]+) ([\d.]+)/g)].map(
  ([, ...numbers]) => {
    const [l = 0, c = 0, darkL = 0, darkC = 0] = numbers.map(Number);
    return { light: [l, c] as Colour, dark: [darkL, darkC] as Colour };
  },
);

describe('what stands on a colour of the palette', () => {
  it.each(Object.entries(avatarHues))('is read with ease on %s, in light and in dark', (_name, hue) => {
    expect(drawn).toHaveLength(4);
    for (const start of [0, 2]) {
      const [behind, before] = drawn.slice(start, start + 2);
      for (const scheme of ['light', 'dark'] as const) {
        const [one, other] = [behind?.[scheme], before?.[scheme]].map((colour) => luminance(colour ?? [0, 0], hue));
        const [high, low] = [Math.max(one ?? 0, other ?? 0), Math.min(one ?? 0, other ?? 0)];
        expect((high + 0.05) / (low + 0.05)).toBeGreaterThan(4.5);
      }
    }
  });
});
