/** What the service worker says, in each language: it has no catalog, and nothing to say but this. */
import type { Language } from '#client/words/languages.ts';

const newActivity: Readonly<Record<Language, string>> = {
  en: 'New activity in Tacit',
  vi: 'Có hoạt động mới trong Tacit',
  ar: 'نشاط جديد في Tacit',
};

/** @param tags BCP 47, the dearest first: what the page told, then what the browser wants. */
export function newActivityIn(tags: readonly string[]): string {
  for (const tag of tags) {
    const [language = ''] = tag.toLowerCase().split('-');
    for (const [known, words] of Object.entries(newActivity)) if (known === language) return words;
  }
  return newActivity.en;
}
