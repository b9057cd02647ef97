/** Finds a Chromium for the browser stories. Run as a program, it prints its path, or what to do when there is none. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

/** Looked at first: for a browser in a place of its own. */
export const CHROMIUM_VARIABLE = 'CHROMIUM_PATH';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const shellNames = ['chromium-headless-shell', 'chrome-headless-shell'];

type Environment = Readonly<Record<string, string | undefined>>;

function onPath(environment: Environment, wanted: readonly string[]): string | undefined {
  const folders = (environment.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.flatMap((folder) => wanted.map((name) => path.join(folder, name))).find(existsSync);
}

/**
 * The browser named by `CHROMIUM_PATH`, one on the `PATH`, or the one that Playwright downloaded; undefined when none is
 * there.
 * @throws Error when `CHROMIUM_PATH` names nothing: another browser than the one asked for would be a wrong result.
 */
export function findChromium(
  environment: Environment = process.env,
  downloaded: () => string = () => chromium.executablePath(),
): string | undefined {
  const asked = environment[CHROMIUM_VARIABLE];
  if (asked !== undefined && asked !== '') {
    if (!existsSync(asked)) throw new Error(`${CHROMIUM_VARIABLE} names ${asked}, which does not exist`);
    return asked;
  }
  const installed = onPath(environment, names);
  if (installed !== undefined) return installed;
  const own = downloaded();
  return own !== '' && existsSync(own) ? own : undefined;
}

/**
 * The same browser without windows of its own, which most stories need no more than Playwright does: it takes a third of the
 * time. Undefined when there is none on the `PATH`, or `CHROMIUM_PATH` asks for another.
 */
export function findHeadlessShell(environment: Environment = process.env): string | undefined {
  const asked = environment[CHROMIUM_VARIABLE];
  return asked === undefined || asked === '' ? onPath(environment, shellNames) : undefined;
}

/** For a person whose machine has none. */
export const CHROMIUM_MISSING = `The browser stories need Chromium, and none was found. Install it (Debian: apt-get install chromium;
elsewhere: npx playwright install chromium) or name one in ${CHROMIUM_VARIABLE}.`;

if (process.argv[1]?.endsWith('find-chromium.ts')) {
  const found = findChromium();
  console.log(found ?? CHROMIUM_MISSING);
  process.exitCode = found === undefined ? 1 : 0;
}
