import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { drawing, page as htmlPage, PLACE, withPlace } from '../fixtures/hostile-files.ts';
import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { administer, choose as decide, sign } from '../pages/admin.ts';
import { createRoom, open } from '../pages/conversation.ts';

type Chosen = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** A picture of a harbour, as a camera would have it. */
async function photoOf(page: Page): Promise<Buffer> {
  const numbers = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(960, 640);
    const draw = canvas.getContext('2d');
    if (draw === null) throw new Error('no canvas');
    const sky = draw.createLinearGradient(0, 0, 0, 420);
    sky.addColorStop(0, '#3a6ea5');
    sky.addColorStop(1, '#f3c98b');
    draw.fillStyle = sky;
    draw.fillRect(0, 0, 960, 420);
    draw.fillStyle = '#23495f';
    draw.fillRect(0, 420, 960, 220);
    draw.fillStyle = '#1b2530';
    for (const left of [120, 420, 700]) {
      draw.fillRect(left, 140, 18, 300);
      draw.fillRect(left - 60, 140, 220, 14);
      draw.fillRect(left + 130, 154, 4, 90);
    }
    draw.fillStyle = '#a33b2a';
    draw.fillRect(240, 390, 420, 60);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return Buffer.from(numbers);
}

async function choose(page: Page, files: Chosen[]): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: 'Photo or file' }).click(),
  ]);
  await chooser.setFiles(files);
}

/** Lets files go over the conversation, as if they came from the desktop. */
async function drop(page: Page, files: Chosen[]): Promise<void> {
  const data = await page.evaluateHandle(
    (some) => {
      const transfer = new DataTransfer();
      for (const { name, mimeType, bytes } of some) {
        transfer.items.add(new File([Uint8Array.from(bytes)], name, { type: mimeType }));
      }
      return transfer;
    },
    files.map(({ name, mimeType, buffer }) => ({ name, mimeType, bytes: [...buffer] })),
  );
  const timeline = page.getByRole('region', { name: 'Messages', exact: true });
  await timeline.dispatchEvent('dragover', { dataTransfer: data });
  await expect(page.getByText('Drop files here')).toBeInViewport();
  await timeline.dispatchEvent('drop', { dataTransfer: data });
  await expect(page.getByText('Drop files here')).toHaveCount(0);
}

/** Pastes a picture where one writes, as from a screenshot. */
async function paste(field: Locator, { name, mimeType, buffer }: Chosen): Promise<void> {
  await field.evaluate(
    (element, { name, type, bytes }) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([Uint8Array.from(bytes)], name, { type }));
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { name, type: mimeType, bytes: [...buffer] },
  );
}

/** What comes out when it is saved. */
async function saved(page: Page, button: Locator): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('Ana sends a photo and a plan, Ben sees and saves them, and what is no photo is never drawn', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  const atAna = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  const atBen = await open(ben, 'Harbour');
  const photo = { name: 'crane.jpg', mimeType: 'image/jpeg', buffer: withPlace(await photoOf(ana.page)) };
  const plan = { name: 'Berth plan 2026.pdf', mimeType: 'application/pdf', buffer: randomBytes(300_000) };
  expect(photo.buffer.includes(PLACE)).toBe(true);

  // What is to be sent says what is left out of it, and can be taken back.
  await choose(ana.page, [photo, plan, { ...plan, name: 'Too much.pdf' }]);
  const strip = ana.page.getByRole('list', { name: /to send$/ });
  await expect(strip.getByRole('img', { name: 'crane.jpg' })).toBeVisible();
  await expect(strip).toContainText('Place and camera are left out');
  await strip.getByRole('button', { name: 'Remove Too much.pdf' }).click();
  await expect(strip.getByRole('listitem')).toHaveCount(2);
  await expect(strip.getByRole('progressbar')).toHaveCount(0);
  await isClean(ana.page, 'files to be sent');
  await picture(ana.page, 'files-to-send');
  await atAna.say('The crane, and the new plan.');
  await expect(strip).toHaveCount(0);

  const message = atBen.message('The crane, and the new plan.');
  await expect(message.getByRole('button', { name: 'Open crane.jpg' })).toBeVisible();
  await expect(message.getByRole('article')).toHaveAccessibleName(/Photo\. File Berth plan 2026\.pdf, 293 kB/);
  const plain = await saved(ben.page, message.getByRole('button', { name: 'Save Berth plan 2026.pdf' }));
  expect(plain.name).toBe(plan.name);
  expect(plain.bytes.equals(plan.buffer)).toBe(true);
  await isClean(ben.page, 'a message with files');
  await picture(ben.page, 'files');

  // The viewer keeps the focus, and gives it back.
  await message.getByRole('button', { name: 'Open crane.jpg' }).press('Enter');
  const viewer = ben.page.getByRole('dialog', { name: 'crane.jpg' });
  await expect(viewer.getByRole('img', { name: 'crane.jpg' })).toBeVisible();
  await isClean(ben.page, 'the viewer', true);
  await picture(ben.page, 'files-viewer');
  const seen = await saved(ben.page, viewer.getByRole('button', { name: 'Save crane.jpg' }));
  expect([seen.bytes.readUInt16BE(0), seen.bytes.includes(PLACE), seen.bytes.includes('Exif')]).toEqual([
    0xffd8,
    false,
    false,
  ]);
  await ben.page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(message.getByRole('button', { name: 'Open crane.jpg' })).toBeFocused();

  // What comes under a false name is bytes to be kept, and nothing else.
  await drop(ben.page, [drawing, htmlPage]);
  await expect(ben.page.getByRole('list', { name: '2 files to send' }).getByRole('img')).toHaveCount(0);
  await ben.page.getByRole('button', { name: 'Send', exact: true }).click();
  const falseOne = atAna.message('photo.png');
  await expect(falseOne.getByRole('article')).toHaveAccessibleName(
    /^Ben Okafor: File photo\.png, .*File invoice\.html/,
  );
  await falseOne.getByRole('button', { name: 'Open photo.png' }).click();
  const refusing = ana.page.getByRole('dialog', { name: 'photo.png' });
  await expect(refusing).toContainText('This is not a picture that can be shown');
  await expect(refusing.getByRole('img')).toHaveCount(0);
  await ana.page.keyboard.press('ArrowLeft');
  await expect(ana.page.getByRole('dialog', { name: 'crane.jpg' }).getByRole('img')).toBeVisible();
  await ana.page.keyboard.press('Escape');
  await expect(falseOne.getByRole('button', { name: 'Open invoice.html' })).toHaveCount(0);
  const kept = await saved(ana.page, falseOne.getByRole('button', { name: 'Save invoice.html' }));
  expect(kept.bytes.equals(htmlPage.buffer)).toBe(true);
  expect(await ana.page.evaluate(() => ['opened' in window, document.title === 'opened'])).toEqual([false, false]);
  expect(ana.context.pages()).toHaveLength(1);

  // All of it stands in the details, and leads back.
  await atAna.showDetails();
  const list = atAna.details.getByRole('region', { name: 'Files' });
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await isClean(ana.page, 'the files of a room');
  await picture(ana.page, 'files-of-room');
  await list.getByRole('button', { name: 'crane.jpg, go to the message' }).click();
  await expect(atAna.message('The crane, and the new plan.')).toBeVisible();
});

test('a message waits for its files; what is stopped, refused or too large says what to do, and is tried again', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  const atAna = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  const main = await administer(ana, 'Policy');
  await main.getByRole('textbox', { name: 'Largest file' }).fill('1');
  await sign(ana, main);
  await open(ana, 'Harbour');
  const atBen = await open(ben, 'Harbour');
  const strip = ana.page.getByRole('list', { name: /to send$/ });
  const film = { name: 'crane.mp4', mimeType: 'video/mp4', buffer: randomBytes(1_300_000) };
  await choose(ana.page, [film]);
  await expect(atAna.page.getByText('crane.mp4 is too large: 1.2 MB.')).toBeVisible();
  await expect(atAna.page.getByText('Your organisation allows up to 1 MB.')).toBeVisible();
  await picture(ana.page, 'files-too-large');

  // Who presses Enter before a picture is ready need not press it again.
  await atAna.composer.fill('how it looks');
  await paste(atAna.composer, { name: 'image.png', mimeType: 'image/png', buffer: await photoOf(ana.page) });
  await atAna.composer.press('Enter');
  await expect(strip).toHaveCount(0);
  await expect(atBen.message('how it looks').getByRole('button', { name: /^Open image/ })).toBeVisible();

  const plan = { name: 'plan.pdf', mimeType: 'application/pdf', buffer: randomBytes(400_000) };
  await choose(ana.page, [plan]);
  await atAna.say('the plan');
  const save = atBen.message('the plan').getByRole('button', { name: 'Save plan.pdf' });
  await expect(save).toBeVisible();

  // The server is away: what comes is stopped, and what goes is taken back.
  await office.relay.stop();
  await save.click();
  await expect(ben.page.getByRole('progressbar', { name: 'Fetching plan.pdf' })).toBeVisible();
  await atBen.message('the plan').getByRole('button', { name: 'Stop' }).click();
  await choose(ana.page, [{ ...plan, name: 'old.pdf' }]);
  await atAna.say('not this');
  await picture(ana.page, 'files-going');
  await atAna.message('not this').getByRole('button', { name: 'Cancel sending' }).click();
  await expect(atAna.message('not this').getByText('old.pdf')).toHaveCount(0);

  office.relay = await office.relay.again({ settings: { TACIT_FILES_BYTES: '1' } });
  await choose(ana.page, [{ ...plan, name: 'new.pdf' }]);
  await atAna.say('this one');
  const refused = atAna.message('this one');
  await expect(refused).toContainText('no room for this file. Send it later, or ask an administrator to make room.');
  await isClean(ana.page, 'a file that was refused');
  await picture(ana.page, 'files-refused');
  const came = await saved(ben.page, save);
  expect(came.bytes.equals(plan.buffer)).toBe(true);

  await office.relay.stop();
  office.relay = await office.relay.again({ settings: {} });
  await refused.getByRole('button', { name: 'Try again' }).click();
  await expect(atBen.message('this one').getByRole('button', { name: 'Save new.pdf' })).toBeVisible();

  await administer(ana, 'Policy');
  await decide(main, 'Files and photos', 'Not allowed');
  await sign(ana, main);
  await expect(async () => {
    await paste(atBen.composer, { name: 'image.png', mimeType: 'image/png', buffer: Buffer.from('x') });
    await expect(ben.page.getByText('Your organisation does not allow files.')).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(ben.page.getByText('Say it in words, or ask an administrator.')).toBeVisible();
});
