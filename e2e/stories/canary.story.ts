import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../scripts/find-chromium.ts';
import { findInFolder } from '../fixtures/find-text.ts';
import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';

test('a text that Ana writes and Ben reads stands nowhere at the relay, and nowhere in clear on Ben’s disk', async ({
  office,
}) => {
  const canary = `canary-${randomBytes(9).toString('hex')}`;
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

    expect(await office.relay.findInMemory(canary), 'memory of the relay').toEqual([]);
    expect(office.relay.output, 'log of the relay').not.toContain(canary);
    // The search is able to find: what the relay may know stands there.
    const { origin } = new URL(office.relay.origin);
    expect(await office.relay.findInMemory(origin)).not.toEqual([]);
  } finally {
    await bens.close();
  }
  const { files, findings } = findInFolder(office.relay.dataFolder, canary);
  expect(files).toBeGreaterThan(0);
  expect(findings, 'files of the relay').toEqual([]);
  const disk = path.join(profile, 'Default', 'IndexedDB');
  expect(findInFolder(disk, canary).findings, 'Ben’s IndexedDB').toEqual([]);
  // The search is able to find: the names of what stands on the lock screen are there in clear.
  expect(findInFolder(disk, 'organisation').findings).not.toEqual([]);
});
