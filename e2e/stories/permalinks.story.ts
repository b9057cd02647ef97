import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { Conversation, createRoom, open, startDirect } from '../pages/conversation.ts';

test('Ana copies the link of a message: whoever is in the room comes to it, and nobody else', async ({ office }) => {
  const [ana, ben, chloe] = await office.company(3);
  const room = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await room.say('The gate opens at nine');
  await room.sayAtLength('Crane log');
  await room.say('Crane report 30');
  await room.isAt('Crane report 30', 'Delivered');
  await ana.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await room.timeline.evaluate((element) => element.scrollTo(0, 0));
  await room.choose('gate opens', 'Copy link');
  await expect(ana.page.getByText('Link copied')).toBeVisible();
  const link = await ana.page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).pathname + new URL(link).search).toBe('/');
  expect(link).not.toMatch(/gate|Harbour/);

  // Inside a message it goes there at once.
  const direct = await startDirect(ana, 'Ben Okafor');
  await direct.say(`See ${link}`);
  const atBen = await open(ben, 'Ana Torres');
  await atBen.timeline.getByRole('link', { name: 'Message in Harbour' }).click();
  await expect(atBen.title).toHaveText('Harbour');
  await expect(atBen.message('The gate opens at nine')).toBeInViewport();

  // Opened from elsewhere: in a tab of its own, and in one that is there already.
  const other = await ben.context.newPage();
  await other.goto(link);
  const shown = new Conversation(other);
  await expect(shown.message('The gate opens at nine')).toBeInViewport();
  expect(new URL(other.url()).hash).toBe('');
  await shown.jumpToLatest();
  await expect(shown.message('The gate opens at nine')).not.toBeInViewport();
  await other.goto(link);
  await expect(shown.message('The gate opens at nine')).toBeInViewport();
  await other.close();

  await chloe.page.goto(link);
  const dialog = chloe.page.getByRole('alertdialog', { name: 'You are not in this conversation' });
  await expect(dialog).toContainText('Ask whoever gave it to you');
  await isClean(chloe.page, 'a link that leads nowhere', true);
  await picture(chloe.page, 'permalink-no-member');
  await dialog.getByRole('button', { name: 'OK' }).click();
  await expect(dialog).toBeHidden();

  // The link of a room that takes requests: Chloe asks, and Ana lets her in.
  const atAna = await open(ana, 'Harbour');
  await atAna.showDetails();
  await atAna.details.getByRole('button', { name: 'Room settings' }).click();
  const settings = ana.page.getByRole('dialog', { name: 'Room settings' });
  await settings.getByRole('button', { name: /Who may ask to join/ }).click();
  await ana.page.getByRole('option', { name: /Whoever has the link/ }).click();
  await settings.getByRole('button', { name: 'Save' }).click();
  await atAna.details.getByRole('button', { name: 'Copy link to this room' }).click();
  await expect(atAna.details.getByRole('button', { name: 'Copied' })).toBeVisible();
  const toRoom = await ana.page.evaluate(() => navigator.clipboard.readText());
  expect(toRoom).not.toMatch(/Harbour/);
  await chloe.page.goto(toRoom);
  const asking = chloe.page.getByRole('dialog', { name: 'You are not in this room' });
  await expect(asking).toContainText('Ana Torres');
  await isClean(chloe.page, 'asking to join a room', true);
  await picture(chloe.page, 'ask-to-join');
  await asking.getByRole('button', { name: 'Ask to join' }).click();
  await expect(atAna.details.getByRole('button', { name: 'Approve Chloe Martin' })).toBeVisible();
  await isClean(ana.page, 'a request to join');
  await picture(ana.page, 'join-request');
  await atAna.details.getByRole('button', { name: 'Approve Chloe Martin' }).click();
  await expect(atAna.details.getByRole('button', { name: 'Approve Chloe Martin' })).toHaveCount(0);
  await expect(chloe.line('Harbour')).toBeVisible();

  const stranger = await office.page();
  await stranger.goto(link);
  await expect(stranger.getByText('The link that you opened leads to a message')).toBeVisible();
  await isClean(stranger, 'a link to a message without an account');
});
