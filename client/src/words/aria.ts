/**
 * What React Aria's own components say. In English they have their words with them; the build leaves out those of all other
 * languages. This comes with the first catalog of another language, and speaks for them from then on, also in English again.
 */
import { aria as english } from './en/aria.ts';
import { partOfWords } from './index.ts';

let spoken: Readonly<Record<string, Readonly<Record<string, unknown>>>> = english;

partOfWords((whole) => {
  spoken = whole?.aria ?? english;
});

const ofAria = (name: string) => `@react-aria/${name}`;

/** React Aria refuses to draw what is of a package that is not named here (`LocalizedStringDictionary`). */
const packages = [
  ...Object.keys(english),
  ...['breadcrumbs', 'calendar', 'color', 'combobox', 'datepicker', 'dnd', 'gridlist', 'numberfield'].map(ofAria),
  ...['previewtrigger', 'spinbutton', 'steplist', 'table', 'tag', 'tree'].map(ofAria),
  '@react-stately/color',
  '@react-stately/datepicker',
];

/** Its keys are English words or near to them: better read out than nothing. */
const stringsOf = (name: string) =>
  new Proxy({}, { get: (_, key) => (typeof key === 'string' ? (spoken[name]?.[key] ?? key) : undefined) });

export const reactAriaStrings: Readonly<Record<string, object>> = Object.fromEntries(
  packages.map((name) => [name, stringsOf(name)]),
);

/** Puts them where React Aria looks for the words of all its components. */
export function speakForReactAria(): void {
  Object.assign(globalThis, {
    [Symbol.for('react-aria.i18n.locale')]: 'en-US',
    [Symbol.for('react-aria.i18n.strings')]: reactAriaStrings,
  });
}
