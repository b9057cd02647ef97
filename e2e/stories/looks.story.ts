import { isClean, picture } from '../fixtures/looks.ts';
import { expect, type Office, type Person, test } from '../fixtures/story.ts';
import { type Conversation, createRoom, open, startDirect } from '../pages/conversation.ts';
import { unlock } from '../pages/onboarding.ts';

/** A working day at Northwind. */
async function talk(office: Office): Promise<{ ana: Person; room: Conversation }> {
  const [ana, ben, chloe] = await office.company(3);
  const direct = await startDirect(ana, 'Ben Okafor');
  await direct.say('Could you look at the crane schedule before lunch?');
  const atBen = await open(ben, 'Ana Torres');
  await atBen.reads('crane schedule');
  await atBen.say('On it. The **north** crane is free from 14:00.');
  await direct.reads('is free from 14:00');
  const room = await createRoom(ana, 'Harbour', ['Ben Okafor', 'Chloe Martin']);
  await room.say('Good morning, everybody. The *Aurora* arrives at 13:20, an hour early.');
  const [benIn, chloeIn] = [await open(ben, 'Harbour'), await open(chloe, 'Harbour')];
  await chloeIn.reads('an hour early');
  await chloeIn.say('Pilot is booked. I moved the berth plan:\n\n- berth 4 until 18:00\n- berth 7 overnight');
  await benIn.reads('berth 7 overnight');
  await benIn.say('Berth 7 has no shore power tonight.');
  await benIn.say('I can have it repaired by 16:00, if somebody signs `WO-2214`.');
  await room.reads('WO-2214');
  await room.say('Signed. Thank you both!');
  await chloeIn.reads('Thank you both');
  await chloeIn.say('Then berth 7 it is. I tell the agent.');
  await room.reads('I tell the agent');
  await room.isAt('Thank you both', 'Delivered');
  await atBenAgain(ben);
  return { ana, room };
}

async function atBenAgain(ben: Person): Promise<void> {
  const direct = await open(ben, 'Ana Torres');
  await direct.say('Repair crew is on its way.');
  await direct.isAt('Repair crew', 'Delivered');
}

test('the screens of a working day are clean for everybody, and worth a picture', async ({ office }) => {
  test.slow();
  const { ana, room } = await talk(office);
  const { page } = ana;
  await isClean(page, 'conversation');
  await picture(page, 'conversation');
  await room.showDetails();
  await isClean(page, 'room details');
  await picture(page, 'details');
  await room.hideDetails();
  for (const place of ['People', 'Invitations', 'Settings'] as const) {
    await ana.go(place);
    await isClean(page, place);
    await picture(page, place.toLowerCase());
  }
  // With its only tab the core is gone, and with it every key.
  await page.goto(office.relay.origin);
  await unlock(page);
  await ana.conversations.waitFor();
  await picture(page, 'home');
  await page.getByRole('button', { name: 'New room' }).click();
  await page.getByRole('dialog').waitFor();
  await isClean(page, 'new room');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Lock Tacit' }).click();
  await page.getByRole('heading', { name: 'Unlock Northwind' }).waitFor();
  await isClean(page, 'unlock');
  await picture(page, 'unlock');
  await unlock(page);

  // Whoever likes it dark and large finds it so on the lock screen too.
  const look = () =>
    page.evaluate(() => {
      const { colorScheme, fontSize } = getComputedStyle(document.documentElement);
      return [colorScheme, fontSize];
    });
  await ana.go('Settings');
  expect(await look()).toEqual(['light dark', '15px']);
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('option', { name: 'Dark' }).click();
  await page.getByRole('button', { name: 'Text size' }).click();
  await page.getByRole('option', { name: 'Large', exact: true }).click();
  expect(await look()).toEqual(['dark', '17px']);
  await page.reload();
  await page.getByRole('heading', { name: 'Unlock Northwind' }).waitFor();
  expect(await look()).toEqual(['dark', '17px']);
});
