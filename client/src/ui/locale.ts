/** Dates and numbers as the app's language has them. */
import { type Language, language, onLanguage } from '#client/words/index.ts';

const usual: Readonly<Record<Language, string>> = { en: 'en-GB', vi: 'vi', ar: 'ar' };

/** The BCP 47 tag to format with. Of the several ways to write English dates it is the browser's own. */
export function locale(): string {
  const spoken = language();
  const own = new Intl.DateTimeFormat().resolvedOptions().locale;
  return spoken === 'en' && own.startsWith('en-') ? own : usual[spoken];
}

/** What is costly to make and of one language: made now, and again when the language changes. */
export function perLanguage<Made>(make: (locale: string) => Made): () => Made {
  let made = make(locale());
  onLanguage(() => {
    made = make(locale());
  });
  return () => made;
}
