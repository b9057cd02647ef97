/** Which language is spoken, and the catalogs of those that are loaded when they are wanted. One for each thread. */
import type { Language } from './languages.ts';

export interface Voice<Whole> {
  /** What is spoken now. */
  language(): Language;
  /**
   * From now on `wanted` is spoken, unless another language is wanted before its catalog is there.
   * @throws Error when the server does not give the catalog; the language stays as it was.
   */
  speak(wanted: Language): Promise<void>;
  /** Calls `notice` after each change. @returns what ends that. */
  onLanguage(notice: () => void): () => void;
  /** `take` gets the catalog now and at each change; undefined: English, which whoever takes it has itself. */
  part(take: (whole: Whole | undefined) => void): void;
}

export function createVoice<Whole>(
  catalogs: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Whole>>>,
): Voice<Whole> {
  let spoken: Language = 'en';
  let asked: Language = 'en';
  let now: Whole | undefined;
  const parts = new Set<(whole: Whole | undefined) => void>();
  const onlookers = new Set<() => void>();
  return {
    language: () => spoken,
    async speak(wanted) {
      asked = wanted;
      const whole = wanted === 'en' ? undefined : await catalogs[wanted]();
      // What was asked for last is spoken, whatever comes first.
      if (asked !== wanted || spoken === wanted) return;
      now = whole;
      spoken = wanted;
      for (const take of parts) take(whole);
      for (const notice of [...onlookers]) notice();
    },
    onLanguage(notice) {
      onlookers.add(notice);
      return () => onlookers.delete(notice);
    },
    part(take) {
      parts.add(take);
      take(now);
    },
  };
}
