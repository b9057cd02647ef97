import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { createRoom, open } from '../pages/conversation.ts';

test('Ben forwards what Ana said to a room with a comment; Ana can go back to it, Chloe sees whose word it is', async ({
  office,
}) => {
  const [ana, ben, chloe] = await office.company(3);
  const harbour = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await harbour.say('The crane is **closed** on Friday');
  const yardOfAna = await createRoom(ana, 'Yard', ['Ben Okafor', 'Chloe Martin']);
  await yardOfAna.say('welcome');
  await expect(ben.line('Yard')).toBeVisible();
  const atBen = await open(ben, 'Harbour');
  await atBen.reads('The crane is closed');
  await atBen.choose('The crane is closed', 'Forward');
  const dialog = ben.page.getByRole('dialog', { name: 'Forward message' });
  await expect(dialog).toContainText('Ana Torres: The crane is closed on Friday');
  const choices = dialog.getByRole('listbox', { name: 'Conversations' });
  await expect(choices.getByRole('option')).toHaveCount(2);
  await dialog.getByRole('searchbox', { name: 'Search' }).fill('yar');
  await expect(choices.getByRole('option')).toHaveCount(1);
  await choices.getByRole('option', { name: 'Yard' }).click();
  await dialog.getByRole('textbox', { name: 'Comment' }).fill('Did you know?');
  await isClean(ben.page, 'forwarding', true);
  await picture(ben.page, 'forward');
  await dialog.getByRole('button', { name: 'Forward', exact: true }).click();
  await expect(dialog).toBeHidden();

  const atChloe = await open(chloe, 'Yard');
  await atChloe.reads('Did you know?');
  const seen = atChloe.message('The crane is closed');
  await expect(seen).toContainText('Forwarded. Ben Okafor says that Ana Torres wrote it');
  await isClean(chloe.page, 'a forwarded message');
  await picture(chloe.page, 'forwarded');

  // The newest words are Ben's, and she was there.
  const back = yardOfAna.timeline.getByRole('button', { name: /^Forwarded: You in Harbour/ });
  await back.press('Enter');
  await expect(yardOfAna.title).toHaveText('Harbour');
  await expect(harbour.message('The crane is closed')).toBeInViewport();

  // What was forwarded keeps its words, also for who forwarded it.
  const yard = await open(ben, 'Yard');
  await yard.tool('The crane is closed', 'More');
  await expect(ben.page.getByRole('menuitem', { name: 'Recall for everyone' })).toBeVisible();
  await expect(ben.page.getByRole('menuitem', { name: 'Edit' })).toHaveCount(0);
  await ben.page.keyboard.press('Escape');

  // What stands in a thread only can be forwarded from there.
  await yard.tool('welcome', 'Reply in thread');
  await yard.thread.say('Only in the thread');
  await yard.thread.isAt('Only in the thread', 'Delivered');
  await yard.thread.choose('Only in the thread', 'Forward');
  await expect(dialog).toContainText('Ben Okafor: Only in the thread');
});
