import { expect, it } from 'vitest';
import { wordsIn } from './check-words.ts';

const found = (source: string) => wordsIn(source).map(({ text }) => text);

it('finds what people would see or hear and no catalog has', () => {
  expect(found('<p>Nothing is here</p>')).toEqual(['Nothing is here']);
  expect(found(`<p>{count === 1 ? "one" : \`\${count} many\`}</p>`)).toEqual(['one', 'many']);
  expect(found('<Button label="Close" />')).toEqual(['Close']);
  expect(found('<img alt={broken ? "Needs attention" : undefined} />')).toEqual(['Needs attention']);
  expect(found(`<b aria-label={\`Options for \${name}\`} />`)).toEqual(['Options for']);
  expect(found('const options = [{ value: "all", label: "Everything" }];')).toEqual(['Everything']);
  expect(found('say("This was deleted.");')).toEqual(['This was deleted.']);
  expect(found(`const x = over ? \`Too long by \${over} letters.\` : undefined`)).toEqual(['Too long by']);
});

it('leaves what is in a catalog, or is for nobody to read', () => {
  expect(found('<Button label={words.shared.close}>{words.ui.back}</Button>')).toEqual([]);
  expect(found('<div className="list row" role="status" data-kind={"other"} />')).toEqual([]);
  expect(found('<h1>Tacit</h1>')).toEqual([]);
  expect(found('<p>{count} · {kind === "room" && <Room />}</p>')).toEqual([]);
  expect(found('throw new Error("The page has no root element")')).toEqual([]);
});
