/**
 * The app in Chromium: from the passphrase to a usable conversation, with much stored and much waiting. The relay and the
 * colleague who sends run in this process and are quiet while the browser is measured.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { type BrowserOffice, PASSPHRASE } from './browser-office.ts';
import { inBrowser, joinAsBen, submit } from './browser-page.ts';
import { atMost, type PartResult } from './result.ts';
import { figureOfRounds, median } from './statistics.ts';

const STORED = 10_000;
const QUEUED = 1_000;
const ROUNDS = 5;
const LONG_MS = 300_000;
const WRONG = 'That is not the passphrase.';

export function measureBrowser(progress: (sentence: string) => void): Promise<PartResult> {
  return inBrowser((office, context) => measure(office, context, progress));
}

async function measure(office: BrowserOffice, context: BrowserContext, progress: (sentence: string) => void) {
  const first = await joinAsBen(context, await office.invite());
  const conversation = await office.startDirect();
  progress(`receiving ${STORED} messages`);
  const beganFilling = performance.now();
  let last = await office.send([conversation], STORED);
  const address = `${office.origin}/c/${conversation}`;
  await first.getByRole('link', { name: /Ana/ }).click();
  await first.getByText(last).first().waitFor({ timeout: LONG_MS });
  const filling = (performance.now() - beganFilling) / 1_000;
  await first.close();

  const usable: number[] = [];
  const caughtUp: number[] = [];
  const argon: number[] = [];
  const net: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    progress(`unlocking, round ${round + 1} of ${ROUNDS}`);
    const stored = last;
    last = await office.send([conversation], QUEUED);
    const page = await context.newPage();
    await page.goto(address);
    // The first attempt also waits for the worker to start, and its code to be compiled; the second is Argon2id alone.
    await timeOf(page, 'not the passphrase', WRONG);
    argon.push(await timeOf(page, 'not it either', WRONG));
    const began = performance.now();
    // May never be: what was stored can scroll out of view before it is looked for.
    const shown = page.getByText(stored).first().waitFor({ timeout: LONG_MS });
    shown.catch(() => undefined);
    const ready = page.getByRole('textbox', { name: 'Message to Ana' }).waitFor({ timeout: LONG_MS });
    const complete = page.getByText(last).first().waitFor({ timeout: LONG_MS });
    await submit(page, PASSPHRASE);
    await Promise.race([Promise.all([shown, ready]), Promise.all([complete, ready])]);
    usable.push(performance.now() - began);
    await complete;
    caughtUp.push(performance.now() - began);
    net.push((usable.at(-1) ?? 0) - (argon.at(-1) ?? 0));
    await page.close();
  }
  const setting = `${STORED.toLocaleString('en-US')} stored, ${QUEUED.toLocaleString('en-US')} queued`;
  const times = (what: string, values: readonly number[]) => ({
    what,
    setting,
    unit: 'ms' as const,
    ours: figureOfRounds(values),
  });
  return {
    part: 'browser',
    peer: '',
    rows: [
      times('passphrase to usable conversation', usable),
      times('of which Argon2id (a wrong passphrase)', argon),
      times('passphrase to caught up', caughtUp),
    ],
    budgets: [atMost('unlock to usable, less Argon2id', 'ms', 2_000, median(net))],
    notes: [
      `filling the profile with ${STORED} messages, sent and received by two cores on this machine, took ${filling.toFixed(0)} s`,
      'sender, relay and browser share the processors; the sender is idle while the browser is measured',
    ],
  } satisfies PartResult;
}

/** From submitting a passphrase to seeing `answer`, in ms. */
async function timeOf(page: Page, passphrase: string, answer: string): Promise<number> {
  await page.getByLabel('Passphrase', { exact: true }).waitFor();
  const began = performance.now();
  await submit(page, passphrase);
  // What an attempt before this one came to goes first.
  await page.getByText(answer).waitFor({ state: 'hidden' });
  await page.getByText(answer).waitFor();
  return performance.now() - began;
}
