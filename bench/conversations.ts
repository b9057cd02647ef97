/**
 * The app in Chromium with much to hold: catching up after an absence in many conversations, and one conversation that has
 * become very long. Every message is encrypted by its sender, stored by a relay and received by the app. The sender keeps
 * nothing of what it says: with a store in memory, it would be slower than the app that receives.
 */
import type { BrowserContext, Page } from '@playwright/test';
import type { GroupId } from '#shared/ids/index.ts';
import { PASSPHRASE } from './browser-office.ts';
import { inBrowser, joinAsBen, memoryOf, submit } from './browser-page.ts';
import { LeanMember } from './lean-member.ts';
import { droppedFrames, type Motion, scroll } from './motion.ts';
import { atMost, type PartResult, type Row } from './result.ts';
import { figureOfRounds, figureOfTimes, median } from './statistics.ts';

const ROOMS = 50;
const QUEUED = 5_000;
const ABSENCES = 3;
const LONG = 100_000;
const OPENINGS = 7;
const SCROLL_MS = 10_000;
const PATIENCE_MS = 900_000;

export function measureConversations(progress: (sentence: string) => void): Promise<PartResult> {
  return inBrowser(async (office, context) => {
    const first = await joinAsBen(context, await office.invite());
    const cleo = await LeanMember.enrol(office.origin, await office.invite('Cleo'), 'Cleo');
    const direct = await cleo.startDirect('Ben');
    const rooms: GroupId[] = [];
    for (let number = 1; number <= ROOMS; number += 1) rooms.push(await cleo.createRoom(`Quay ${number}`, 'Ben'));
    await lineOf(first, `Quay ${ROOMS}`).waitFor({ timeout: PATIENCE_MS });
    await cleo.meet();
    await connected(first);
    await first.close();

    const absences: Absence[] = [];
    for (let round = 1; round <= ABSENCES; round += 1) {
      progress(`away from ${QUEUED} messages in ${ROOMS} conversations, ${round} of ${ABSENCES}`);
      absences.push(await catchUp(context, office.origin, await say(cleo, rooms, QUEUED)));
    }

    progress(`sending ${LONG} messages into one conversation`);
    const beganSending = performance.now();
    const last = await say(cleo, [direct], LONG);
    const sending = (performance.now() - beganSending) / 1_000;
    progress(`receiving them, ${sending.toFixed(0)} s later`);
    const page = await context.newPage();
    await page.goto(office.origin);
    const began = performance.now();
    await submit(page, PASSPHRASE);
    await lineOf(page, 'Cleo').getByText(last.slice(0, 20)).waitFor({ timeout: PATIENCE_MS });
    await connected(page);
    const filling = (performance.now() - began) / 1_000;

    progress('opening it');
    const openings = await open(page, last);
    progress('scrolling it');
    const motion = await scroll(page, page.getByRole('region', { name: 'Messages', exact: true }), -600, SCROLL_MS);
    progress('weighing it');
    const memory = await memoryOf(page);
    cleo.close();
    return result(absences, openings, motion, memory, { sending, filling });
  });
}

let said = 0;
const textOf = (nth: number) =>
  `Message ${nth}: the tide table for the quay, with a few more words as people write them.`;

/** Has `count` messages said, into one conversation after the other. @returns the text of the last. */
async function say(member: LeanMember, conversations: readonly GroupId[], count: number): Promise<string> {
  const first = said + 1;
  said += count;
  function* texts(): Generator<readonly [GroupId, string]> {
    for (let nth = 0; nth < count; nth += 1) {
      const conversation = conversations[nth % conversations.length];
      if (conversation !== undefined) yield [conversation, textOf(first + nth)];
    }
  }
  await member.send(texts());
  return textOf(said);
}

interface Absence {
  readonly usable: number;
  readonly caughtUp: number;
}

/** From the passphrase to the newest conversation as it is now, and to all of them. */
async function catchUp(context: BrowserContext, origin: string, newest: string): Promise<Absence> {
  const page = await context.newPage();
  await page.goto(origin);
  const began = performance.now();
  await submit(page, PASSPHRASE);
  const newestRoom = lineOf(page, `Quay ${ROOMS}`);
  await newestRoom.getByText(newest.slice(0, 20)).waitFor({ timeout: PATIENCE_MS });
  await newestRoom.click();
  await page.getByRole('textbox', { name: `Message to Quay ${ROOMS}` }).waitFor();
  await page
    .getByRole('button', { name: /latest|new messages/ })
    .or(page.getByText(newest))
    .first()
    .waitFor();
  const usable = performance.now() - began;
  await connected(page);
  const caughtUp = performance.now() - began;
  await page.close();
  return { usable, caughtUp };
}

interface Openings {
  readonly long: readonly number[];
  readonly short: readonly number[];
}

/** From the click on a line to the newest message there, in ms: of the long conversation, and of a room with little in it. */
async function open(page: Page, last: string): Promise<Openings> {
  const timeTo = async (title: string, newest: string) => {
    await watchFor(page, newest.slice(0, 20));
    await lineOf(page, title).first().click();
    // Looked for in the page alone: roles and names, asked for from outside, cost the page as much as what is measured.
    const took = await page.waitForFunction(() => (window as { readonly took?: number }).took);
    return (await took.jsonValue()) ?? 0;
  };
  const inSecondRoom = textOf(ABSENCES * QUEUED - ROOMS + 2);
  const long: number[] = [];
  const short: number[] = [];
  for (let round = 0; round < OPENINGS; round += 1) {
    short.push(await timeTo('Quay 2', inSecondRoom));
    long.push(await timeTo('Cleo', last));
  }
  return { long, short };
}

/**
 * From the next press of the pointer until a message that begins with `text` is drawn, the page measures by itself: from outside
 * one would look now and then, half a second apart at last.
 */
async function watchFor(page: Page, text: string): Promise<void> {
  await page.evaluate((text) => {
    // Methods: to named functions the loader adds what the page does not have.
    const watch = {
      isThere() {
        return document.querySelector('section[aria-label=Messages]')?.textContent?.includes(text) === true;
      },
      look(since: number) {
        if (!watch.isThere()) requestAnimationFrame(() => watch.look(since));
        else requestAnimationFrame(() => Object.assign(window, { took: performance.now() - since }));
      },
    };
    Object.assign(window, { took: undefined });
    addEventListener('pointerdown', ({ timeStamp }) => watch.look(timeStamp), { capture: true, once: true });
  }, text);
}

function result(
  absences: readonly Absence[],
  openings: Openings,
  motion: Motion,
  memory: { readonly page: number; readonly worker: number },
  { sending, filling }: { readonly sending: number; readonly filling: number },
): PartResult {
  const away = `${QUEUED.toLocaleString('en-US')} queued in ${ROOMS} conversations`;
  const long = `${LONG.toLocaleString('en-US')} messages`;
  const once = (what: string, unit: Row['unit'], value: number): Row => ({
    what,
    setting: long,
    unit,
    ours: figureOfRounds([value]),
  });
  const rate = absences.map(({ caughtUp }) => (QUEUED * 1_000) / caughtUp);
  return {
    part: 'conversations',
    peer: '',
    rows: [
      {
        what: 'passphrase to the newest conversation, its newest message there',
        setting: away,
        unit: 'ms',
        ours: figureOfRounds(absences.map(({ usable }) => usable)),
      },
      {
        what: 'passphrase to caught up everywhere',
        setting: away,
        unit: 'ms',
        ours: figureOfRounds(absences.map(({ caughtUp }) => caughtUp)),
      },
      { what: 'messages caught up with', setting: away, unit: '1/s', ours: figureOfRounds(rate) },
      once('messages caught up with in one conversation', '1/s', LONG / filling),
      { what: 'opening it, to its newest messages', setting: long, unit: 'ms', ours: figureOfRounds(openings.long) },
      {
        what: 'opening a room, to its newest messages',
        setting: `${(ABSENCES * QUEUED) / ROOMS} messages`,
        unit: 'ms',
        ours: figureOfRounds(openings.short),
      },
      { what: 'scrolling up, between two frames', setting: long, unit: 'ms', ours: figureOfTimes(motion.frames) },
      once('scrolling up, longest task', 'ms', motion.longestTask),
      once('memory of the page', 'MiB', memory.page),
      once('memory of the worker', 'MiB', memory.worker),
    ],
    budgets: [atMost('opening a conversation of 100,000', 'ms', 300, median(openings.long))],
    notes: [
      droppedFrames(motion, SCROLL_MS),
      `sending ${LONG} messages took ${sending.toFixed(0)} s, and ${filling.toFixed(0)} s from the passphrase until all were in the app; relay and browser share the processors`,
    ],
  };
}

/** By how the line begins: names stand in previews too. */
function lineOf(page: Page, title: string) {
  const name = new RegExp(`^(Available |Away )?${title}( |$)`);
  return page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name });
}

/** Signed in, and through with all that was waiting. */
async function connected(page: Page): Promise<void> {
  await page.getByRole('status').getByText('Connected', { exact: true }).waitFor({ timeout: PATIENCE_MS });
}
