import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { createRoom, open } from '../pages/conversation.ts';

test('Ana pins what people ask for, Ben finds it at the top, goes there, and takes it down and back', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  const atAna = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await atAna.say('The **gate code** is with the guard at pier 4');
  await atAna.sayAtLength('Crane log');
  await atAna.say('Crane report 40');
  await expect(ben.line('Harbour')).toBeVisible();
  const atBen = await open(ben, 'Harbour');
  await atBen.reads('Crane report 40');
  await atAna.say('Shifts for next week are on the board');
  await atAna.reads('Shifts for next week');
  await atAna.isAt('Shifts for next week', 'Delivered');
  await atAna.choose('Shifts for next week', 'Pin for everyone');
  await expect(atAna.message('Shifts for next week')).toContainText('Pinned');
  const bar = ben.page.getByRole('region', { name: 'Pinned' });
  await expect(bar).toContainText('Shifts for next week');
  await expect(atBen.timeline).toContainText('Ana Torres pinned a message');

  // Far up, without scrolling there by hand.
  await atAna.timeline.evaluate((element) => element.scrollTo(0, 0));
  await atAna.choose('gate code', 'Pin for everyone');
  await expect(bar).toContainText('Ana Torres: The gate code is with the guard');
  await isClean(ben.page, 'a conversation with pins');
  await bar.getByRole('button', { name: 'Go to the pinned message' }).click();
  await expect(atBen.message('gate code')).toBeInViewport();

  await bar.getByRole('button', { name: '2 pins' }).click();
  const panel = ben.page.getByRole('complementary', { name: 'Pinned messages' });
  await expect(panel.getByRole('listitem')).toHaveText([/gate code.*Pinned by Ana Torres/, /Shifts for next week/]);
  await isClean(ben.page, 'pinned messages');
  await picture(ben.page, 'pins');
  await panel.getByRole('button', { name: 'Shifts for next week' }).press('Enter');
  await expect(atBen.message('Shifts for next week')).toBeInViewport();

  await panel.getByRole('listitem').filter({ hasText: 'Shifts' }).getByRole('button', { name: 'Unpin' }).click();
  await expect(panel.getByRole('listitem')).toHaveCount(1);
  await ben.page.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.getByRole('listitem')).toHaveText([/Shifts for next week.*Pinned by you/, /gate code/]);

  await atAna.choose('gate code', 'Recall for everyone');
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Recall' }).click();
  await expect(panel.getByRole('listitem')).toHaveText([/Shifts for next week/]);
});
