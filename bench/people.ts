/**
 * The list of people in the administration, in Chromium, of a large organisation: until it is there, while one types, sorted,
 * and scrolled. The log lies in the relay's store before it starts; nobody but the admin who looks is connected.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { signKeyPair } from '#core/crypto/primitives.ts';
import { invitationUrl } from '#core/identity/invitation-link.ts';
import { createRelay } from '#server/app.ts';
import { openLogKey } from '#server/auth/log-key.ts';
import { ready } from '#server/crypto/sodium.ts';
import { openSqliteStore } from '#server/store/sqlite/store.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { InvitationId } from '#shared/ids/index.ts';
import { findChromium } from '../scripts/find-chromium.ts';
import { CLIENT, PASSPHRASE } from './browser-office.ts';
import { joinAsBen, submit } from './browser-page.ts';
import { droppedFrames, type Motion, scroll } from './motion.ts';
import { largeOrg } from './org-log.ts';
import { atMost, type PartResult, type Row } from './result.ts';
import { figureOfRounds, figureOfTimes, median } from './statistics.ts';

const PEOPLE = 10_000;
const ROUNDS = 5;
const SCROLL_MS = 4_000;
const PATIENCE_MS = 300_000;
const HOUR = 3_600_000;

export async function measurePeople(progress: (sentence: string) => void): Promise<PartResult> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium was found: install one, or run npm test once.');
  const folder = mkdtempSync(path.join(tmpdir(), 'tacit-bench-'));
  const dataFolder = path.join(folder, 'data');
  mkdirSync(dataFolder);
  await ready();
  progress(`signing the log of ${PEOPLE} people`);
  const { org } = largeOrg(PEOPLE, 1, { relayKey: openLogKey(dataFolder), now: Date.now() - HOUR });
  const id = org.id<InvitationId>();
  const { publicKey, privateKey } = signKeyPair();
  const invitation = { invitation: id, key: encodeBase64url(publicKey), role: 'admin' as const, name: 'Ben' };
  org.must(
    org.sign(
      { kind: 'invite.create', ...invitation, group: org.group, expiresAt: org.now + 24 * HOUR },
      org.ana.signer,
    ),
  );
  const store = openSqliteStore(dataFolder);
  await store.transact((write) => write.appendLog(0, org.envelopes));
  await store.close();
  const relay = await createRelay({ port: 0, logLevel: 'silent', dataFolder, clientFolder: CLIENT });
  const { origin } = await relay.listen();
  const browser = await chromium.launch({ executablePath });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    const link = invitationUrl(origin, { org: org.org, rootKey: org.root.publicKey, invitation: id, seed: privateKey });
    progress('joining as an admin');
    await (await joinAsBen(context, link, PATIENCE_MS)).close();
    return await measure(context, origin, progress);
  } finally {
    await browser.close();
    await relay.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(context: BrowserContext, origin: string, progress: (sentence: string) => void) {
  const page = await context.newPage();
  await page.goto(origin);
  await submit(page, PASSPHRASE);
  await page.getByText('Connected').waitFor({ timeout: PATIENCE_MS });
  const rows = page.getByRole('grid', { name: 'People' }).getByRole('row');
  const first: number[] = [];
  const typed: number[] = [];
  const sorted: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    progress(`opening, typing and sorting, round ${round + 1} of ${ROUNDS}`);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    const administration = page.getByRole('link', { name: 'Administration' });
    first.push(await seen(page, 'pointerdown', 'rows', () => administration.click()));
    await rows.first().waitFor();
    const search = page.getByRole('searchbox', { name: 'Search people' });
    await search.focus();
    typed.push(await seen(page, 'keydown', 'letter', () => page.keyboard.press('j')));
    await page.getByText(/^[\d,]+ people of [\d,]+$/).waitFor();
    await search.fill('');
    await page.getByText(/^[\d,]+ people$/).waitFor();
    await page.getByRole('button', { name: 'Order' }).click();
    const newest = page.getByRole('option', { name: 'Newest first' });
    sorted.push(await seen(page, 'pointerdown', 'newest', () => newest.click()));
  }
  progress('scrolling');
  const motion = await scroll(page, page.getByRole('grid', { name: 'People' }), 600, SCROLL_MS);
  return result(first, typed, sorted, motion);
}

/**
 * How long something takes for whoever looks: from the event in the page to the frame that shows what was asked for, in ms.
 * The page itself looks at every frame; from outside one would look now and then, half a second apart at last.
 */
async function seen(
  page: Page,
  event: 'keydown' | 'pointerdown',
  asked: 'rows' | 'letter' | 'newest',
  act: () => Promise<void>,
): Promise<number> {
  await page.evaluate(
    ([event, asked]) => {
      // Methods: to named functions the loader adds what the page does not have.
      const watch = {
        isThere() {
          const rows = [...document.querySelectorAll('[role=grid] [role=row]')].map((row) => row.textContent ?? '');
          if (asked === 'newest') return rows[0]?.includes('Ben') === true;
          // Everybody has a number; only those with this letter are left.
          return rows.length > 0 && (asked === 'rows' || rows.every((text) => /j/i.test(text)));
        },
        look(since: number) {
          if (!watch.isThere()) requestAnimationFrame(() => watch.look(since));
          else requestAnimationFrame(() => Object.assign(window, { took: performance.now() - since }));
        },
      };
      Object.assign(window, { took: undefined });
      addEventListener(event, ({ timeStamp }) => watch.look(timeStamp), { capture: true, once: true });
    },
    [event, asked] as const,
  );
  await act();
  const took = await page.waitForFunction(() => (window as { readonly took?: number }).took, undefined, {
    timeout: PATIENCE_MS,
  });
  return (await took.jsonValue()) ?? 0;
}

function result(
  first: readonly number[],
  typed: readonly number[],
  sorted: readonly number[],
  motion: Motion,
): PartResult {
  const setting = `${PEOPLE.toLocaleString('en-US')} people`;
  const row = (what: string, ours: Row['ours']): Row => ({ what, setting, unit: 'ms', ours });
  return {
    part: 'people',
    peer: '',
    rows: [
      row('opening the list, to its first rows', figureOfRounds(first)),
      row('typing one letter, to the right rows', figureOfRounds(typed)),
      row('another order, to the right rows', figureOfRounds(sorted)),
      row('scrolling, between two frames', figureOfTimes(motion.frames)),
      row('scrolling, longest task', figureOfRounds([motion.longestTask])),
    ],
    budgets: [atMost('typing one letter among 10,000', 'ms', 300, median(typed))],
    notes: [droppedFrames(motion, SCROLL_MS)],
  };
}
