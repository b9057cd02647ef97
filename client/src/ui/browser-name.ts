import { words } from '#client/words/index.ts';
/** What to call a browser until its person says otherwise: "Firefox on Windows". By what it says of itself. */
export function browserName(userAgent: string): string {
  const browser = first(userAgent, [
    ['Edg', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox', 'Firefox'],
    ['FxiOS', 'Firefox'],
    ['Chrome', 'Chrome'],
    ['CriOS', 'Chrome'],
    ['Safari', 'Safari'],
  ]);
  const system = first(userAgent, [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Macintosh', 'Mac'],
    ['CrOS', 'ChromeOS'],
    ['Linux', 'Linux'],
  ]);
  const called = browser ?? words.ui.browser;
  return system === undefined ? called : words.ui.browserOn(called, system);
}

function first(userAgent: string, names: readonly (readonly [string, string])[]): string | undefined {
  return names.find(([mark]) => userAgent.includes(mark))?.[1];
}
