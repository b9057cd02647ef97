import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';

test('the relay is killed in the middle of a conversation and comes back: nothing is lost and nothing is doubled', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('Before the storm');
  const atBen = await open(ben, 'Ana Torres');
  await atBen.reads('Before the storm');
  await atAna.isAt('Before the storm', 'Delivered');

  await office.relay.kill();
  await expect(ana.connection).toContainText('Offline');
  for (const text of ['One', 'Two', 'Three']) await atAna.say(`${text} while it was dark`);
  await atBen.say('I write in the dark as well');
  await atAna.isAt('Three while it was dark', 'Waiting to be sent');
  await expect(ana.connection).toContainText('3 messages waiting');

  office.relay = await office.relay.again();
  const tryNow = ana.page.getByRole('button', { name: 'Try now' });
  // It may have come back by itself before the button is reached.
  await Promise.race([tryNow.click().catch(() => undefined), tryNow.waitFor({ state: 'hidden' })]);
  await expect(ana.connection).toHaveText('Connected');
  for (const text of ['One', 'Two', 'Three']) await atBen.reads(`${text} while it was dark`);
  await atAna.reads('I write in the dark as well');
  await expect(atAna.message('I write in the dark as well')).toHaveCount(1);
  await atAna.isAt('Three while it was dark', 'Delivered');
  const order = await atBen.timeline.getByText('while it was dark').allTextContents();
  expect(order).toEqual(['One while it was dark', 'Two while it was dark', 'Three while it was dark']);
});

test('Ben comes back after a day without the app: what was written meanwhile is there, and marked as new', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('See you tomorrow');
  const atBen = await open(ben, 'Ana Torres');
  await atBen.reads('See you tomorrow');
  const address = ben.page.url();
  await ben.page.close();
  await atAna.say('First note of the night');
  await atAna.sayAtLength('A long note');
  await atAna.say('Last note of the night');
  await atAna.isAt('Last note of the night', 'Sent');

  const page = await ben.context.newPage();
  await page.goto(new URL('/', address).href);
  await page.getByLabel('Passphrase').fill('seven quiet herons wade');
  await page.getByRole('button', { name: 'Unlock' }).click();
  const back = office.person('Ben Okafor', page);
  await expect(back.line('Ana Torres')).toContainText('3 unread');
  const again = await open(back, 'Ana Torres');
  await again.reads('First note of the night');
  await expect(again.timeline.getByText('New', { exact: true })).toBeVisible();
  await again.page.getByRole('button', { name: /latest|new messages/ }).click();
  await again.reads('Last note of the night');
  await expect(back.line('Ana Torres')).not.toContainText('unread');
});
