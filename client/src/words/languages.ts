/** The languages that the app speaks, and what each must have. */
import type { admin } from './en/admin.ts';
import type { aria } from './en/aria.ts';
import type { en } from './en/index.ts';
import type { rare } from './en/rare.ts';

export type Words = typeof en;

/** Everything, as a language other than English comes. */
export interface Whole extends Words {
  readonly rare: typeof rare;
  readonly admin: typeof admin;
  readonly aria: typeof aria;
}

export type Language = 'en' | 'vi' | 'ar';

/** Each in its own words: who is lost in another language finds theirs. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  vi: 'Tiếng Việt',
  ar: 'العربية',
};
