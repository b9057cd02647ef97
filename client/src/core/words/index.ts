/**
 * What the core says to people, as `client/src/words` has what the app says: an area of sentences in each file, a folder for
 * each language. The window tells the core its language; without its catalog the core goes on in English.
 *
 * `coreWords` and what `admin.ts` gives are of the language that is spoken now: they are read where something is said, and
 * never kept in a constant of a module. What is stored to be said later is a `Saying`.
 */
import { createVoice } from '../../words/voice.ts';
import type { admin } from './en/admin.ts';
import { en } from './en/index.ts';

export type CoreWords = typeof en;

/** Everything, as a language other than English comes. */
export interface CoreWhole extends CoreWords {
  readonly admin: typeof admin;
}

/** In the language of the window that spoke last. */
export let coreWords: CoreWords = en;

const voice = createVoice<CoreWhole>({
  vi: () => import('./vi/index.ts').then(({ vi }) => vi),
  ar: () => import('./ar/index.ts').then(({ ar }) => ar),
});

/** For words that come with a part of the core that is loaded when it is wanted: see `Voice.part`. */
export const partOfCoreWords = voice.part;

partOfCoreWords((whole) => {
  coreWords = whole ?? en;
});

/** See `Voice`. */
export const { speak, onLanguage } = voice;
