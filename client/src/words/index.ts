/**
 * What the app says to people. Each part of the app has a file of its sentences and labels in the folder of a language; a
 * sentence with a name or a number in it is a function, so that every language can put them where it has them. The compiler
 * holds all languages to the same keys.
 *
 * `words` and what `rare.ts` and `admin.ts` give are of the language that is spoken now: they are read where they are shown,
 * and never kept in a constant of a module.
 */
import { en } from './en/index.ts';
import type { Language, Whole, Words } from './languages.ts';

export type { Language, Words } from './languages.ts';

/** In the language of this window. */
export let words: Words = en;

let spoken: Language = 'en';
const parts = new Set<(whole: Whole | undefined) => void>();
const onlookers = new Set<() => void>();
let now: Whole | undefined;

/** English comes with the app; of the others comes the one that is wanted, whole. */
const catalogs: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Whole>>> = {
  vi: () => import('./vi/index.ts').then(({ vi }) => vi),
  ar: () => import('./ar/index.ts').then(({ ar }) => ar),
};

/** The language of this window. */
export const language = (): Language => spoken;

/**
 * From now on the window speaks `wanted`. What is on the page already must be drawn anew (`onLanguage`).
 * @throws Error when the server does not give the catalog; the language stays as it was.
 */
export async function speak(wanted: Language): Promise<void> {
  const whole = wanted === 'en' ? undefined : await load(wanted);
  now = whole;
  words = whole ?? en;
  spoken = wanted;
  for (const take of parts) take(whole);
  for (const notice of onlookers) notice();
}

async function load(wanted: Exclude<Language, 'en'>): Promise<Whole> {
  const [whole, { speakForReactAria }] = await Promise.all([catalogs[wanted](), import('./aria.ts')]);
  speakForReactAria();
  return whole;
}

/** Calls `notice` after each change. @returns what ends that. */
export function onLanguage(notice: () => void): () => void {
  onlookers.add(notice);
  return () => onlookers.delete(notice);
}

/** For words that come with a part of the app that is loaded when it is wanted: `take` gets the catalog now and at each change. */
export function partOfWords(take: (whole: Whole | undefined) => void): void {
  parts.add(take);
  take(now);
}
