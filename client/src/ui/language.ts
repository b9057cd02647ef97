/**
 * Which language the app speaks. Like its looks it is needed before anything can be opened, so it stands in clear beside the
 * vault, and is of this browser alone.
 */
import { type Language, language, speak } from '#client/words/index.ts';

const KEY = 'tacit-language';
export const LANGUAGES: readonly Language[] = ['en', 'vi', 'ar'];
const fromRightToLeft: ReadonlySet<Language> = new Set(['ar']);

/**
 * What was chosen; else the first of the browser's languages that the app has.
 * @param wanted BCP 47 tags, the dearest first.
 */
export function pickLanguage(stored: string | null, wanted: readonly string[]): Language {
  const asked = [...(stored === null ? [] : [stored]), ...wanted].map((tag) => tag.toLowerCase().split('-')[0]);
  for (const tag of asked) {
    const found = LANGUAGES.find((one) => one === tag);
    if (found !== undefined) return found;
  }
  return 'en';
}

function storedLanguage(): Language {
  try {
    return pickLanguage(localStorage.getItem(KEY), navigator.languages);
  } catch {
    return pickLanguage(null, navigator.languages);
  }
}

/**
 * The service worker says that something came while the app is closed, and sees of what pages keep only this cache. It learns
 * the language, which stands in clear beside the vault in any case, and nothing else.
 */
async function tellServiceWorker(spoken: Language): Promise<void> {
  if (!('caches' in window)) return;
  const cache = await caches.open('tacit-language');
  await cache.put('/language', new Response(spoken));
}

/** @throws Error when the server does not give the language; nothing has changed then. */
async function use(wanted: Language): Promise<void> {
  if (wanted !== language()) await speak(wanted);
  document.documentElement.lang = wanted;
  document.documentElement.dir = fromRightToLeft.has(wanted) ? 'rtl' : 'ltr';
  void tellServiceWorker(wanted).catch(() => undefined);
}

/** @throws Error when the server does not give the language; nothing has changed then. */
export async function chooseLanguage(wanted: Language): Promise<void> {
  await use(wanted);
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    // A browser that keeps nothing: it holds for this page.
  }
}

/** Speaks what was chosen before, and follows what is chosen in other tabs. Without its catalog the app speaks English. */
export async function startLanguage(): Promise<void> {
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) void use(storedLanguage()).catch(() => undefined);
  });
  await use(storedLanguage()).catch(() => undefined);
}
