/**
 * What the app says to people. Each part of the app has a file of its sentences and labels in the folder of a language; a
 * sentence with a name or a number in it is a function, so that every language can put them where it has them. The compiler
 * holds all languages to the same keys.
 *
 * `words` and what `rare.ts` and `admin.ts` give are of the language that is spoken now: they are read where they are shown,
 * and never kept in a constant of a module.
 */
import { en } from './en/index.ts';
import type { Whole, Words } from './languages.ts';
import { createVoice } from './voice.ts';

export type { Language, Words } from './languages.ts';

/** In the language of this window. */
export let words: Words = en;

/** English comes with the app; of the others comes the one that is wanted, whole. */
const voice = createVoice<Whole>({
  vi: () => withReactAria(import('./vi/index.ts').then(({ vi }) => vi)),
  ar: () => withReactAria(import('./ar/index.ts').then(({ ar }) => ar)),
});

async function withReactAria(catalog: Promise<Whole>): Promise<Whole> {
  const [whole, { speakForReactAria }] = await Promise.all([catalog, import('./aria.ts')]);
  speakForReactAria();
  return whole;
}

/** For words that come with a part of the app that is loaded when it is wanted: see `Voice.part`. */
export const partOfWords = voice.part;

partOfWords((whole) => {
  words = whole ?? en;
});

/** What is on the page already must be drawn anew when the language changes: `onLanguage`. See `Voice`. */
export const { language, speak, onLanguage } = voice;
