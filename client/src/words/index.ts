/**
 * What the app says to people. Each part of the app has a file of its sentences and labels in the folder of a language; a
 * sentence with a name or a number in it is a function, so that every language can put them where it has them. The compiler
 * holds all languages to the same keys.
 */
import { en } from './en/index.ts';

export type Words = typeof en;

/** In the language of this window. */
export const words: Words = en;
