import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../scripts/find-chromium.ts';
import { findInFolder } from '../fixtures/find-text.ts';
import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';
import { PASSPHRASE } from '../pages/onboarding.ts';

test('a text that Ana writes and Ben reads stands nowhere at the relay, and nowhere in clear in Ben’s browser profile', async ({
  office,
}) => {
  const newCanary = () => `canary-${randomBytes(9).toString('hex')}`;
  const canary = newCanary();
  const draft = newCanary();
  const profile = path.join(office.folder, 'ben');
  const executablePath = findChromium();
  const bens = await chromium.launchPersistentContext(profile, {
    locale: 'en-GB',
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  await office.watch(bens);
  try {
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben Okafor', await bens.newPage());
    const atAna = await startDirect(ana, 'Ben Okafor');
    await atAna.say(canary);
    const atBen = await open(ben, 'Ana Torres');
    await atBen.reads(canary);
    await atAna.isAt(canary, 'Delivered');
    await atBen.composer.fill(draft);
    await ben.go('People');
    await expect(ben.line('Ana Torres')).toContainText(draft);

    expect(await office.relay.findInMemory(canary), 'memory of the relay').toEqual([]);
    expect(office.relay.output, 'log of the relay').not.toContain(canary);
    // The search is able to find: what the relay may know stands there.
    const { origin } = new URL(office.relay.origin);
    expect(await office.relay.findInMemory(origin)).not.toEqual([]);

    // A passphrase that is shown while it is typed is a text in a field like others, and the address changes under it.
    await ben.page.getByRole('button', { name: 'Lock Tacit' }).click();
    await ben.page.getByRole('button', { name: 'Show' }).click();
    await ben.page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await ben.page.goto(`${ben.page.url()}#join/somebody-else`);
    await ben.page.getByText('This browser has an account already').waitFor();
  } finally {
    await bens.close();
  }
  const { files, findings } = findInFolder(office.relay.dataFolder, canary);
  expect(files).toBeGreaterThan(0);
  expect(findings, 'files of the relay').toEqual([]);
  // Everything that Chromium has written, its caches and its memory of tabs included.
  for (const text of [canary, draft, PASSPHRASE])
    expect(findInFolder(profile, text).findings, 'Ben’s profile').toEqual([]);
  // The search is able to find: the names of what stands on the lock screen are there in clear.
  const disk = path.join(profile, 'Default', 'IndexedDB');
  expect(findInFolder(disk, 'organisation').findings).not.toEqual([]);
});
