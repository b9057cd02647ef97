import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const [page, code] = ['../../../ui/base.css', './CodeBlock.module.css'].map((file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8'),
) as [string, string];

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

function colour(hex: string): Colour {
  const [red = 0, green = 0, blue = 0, alpha = 255] = (hex.match(/[0-9a-f]{2}/g) ?? []).map((two) =>
    Number.parseInt(two, 16),
  );
  return [red, green, blue, alpha / 255];
}

/** A colour in light and dark, as `light-dark()` or by the name of a variable of the page. */
function both(value: string): readonly [Colour, Colour] {
  const variable = /^var\((--[a-z-]+)\)$/.exec(value)?.[1];
  const text =
    variable === undefined ? value : (new RegExp(`${variable}: (light-dark\\([^)]*\\))`).exec(page)?.[1] ?? '');
  const [, light, dark] = /^light-dark\(#([0-9a-f]+), #([0-9a-f]+)\)$/.exec(text) ?? [];
  if (light === undefined || dark === undefined) throw new Error(`no colour: ${value}`);
  return [colour(light), colour(dark)];
}

function over([red, green, blue, alpha]: Colour, below: Colour): Colour {
  const mixed = [red, green, blue].map((part, at) => part * alpha + Number(below[at]) * (1 - alpha));
  return [Number(mixed[0]), Number(mixed[1]), Number(mixed[2]), 1];
}

/** WCAG 2.2, relative luminance. */
function luminance([red, green, blue]: Colour): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

const rules = [...code.matchAll(/\n {2}\.(\w+) \{\n([^}]*)\}/g)].map(([, name = '', body = '']) => ({
  name,
  colour: /(?<![-\w])color: ([^;]+);/.exec(body)?.[1],
  background: /background: ([^;]+);/.exec(body)?.[1],
}));

it.each([
  ['light', 0],
  ['dark', 1],
] as const)('every colour of code can be read in %s (WCAG 2.2, 1.4.3)', (_, at) => {
  const tokens = rules.filter(({ name }) => name !== 'block');
  expect(tokens.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['keyword', 'string', 'number', 'comment', 'name', 'type', 'added', 'removed']),
  );
  for (const surface of ['var(--surface)', 'var(--surface-hover)']) {
    for (const { name, colour: text, background } of tokens) {
      const block = both(surface)[at];
      const behind = background === undefined ? block : over(both(background)[at], block);
      expect([name, contrast(both(text ?? '')[at], behind) >= 4.5]).toEqual([name, true]);
    }
  }
});
