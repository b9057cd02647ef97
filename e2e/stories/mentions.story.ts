import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { createRoom, open } from '../pages/conversation.ts';

test('Ana mentions Ben, who sees it wherever he is; and Chloe listens for a word of her own', async ({ office }) => {
  const [ana, ben, chloe] = await office.company(3);
  const atAna = await createRoom(ana, 'Harbour', ['Ben Okafor', 'Chloe Martin']);
  await chloe.go('Settings');
  await chloe.page.getByRole('textbox', { name: 'Your keywords' }).fill('crane, dry dock');
  await chloe.page.getByRole('button', { name: 'Save keywords' }).click();
  await expect(chloe.page.getByText('Your keywords are kept.')).toBeVisible();
  await picture(chloe.page, 'keywords');

  // The list opens while she types; what she chose stays in the draft.
  await atAna.composer.pressSequentially('Could @');
  const list = ana.page.getByRole('listbox', { name: 'Whom to mention' });
  await expect(list.getByRole('option')).toHaveText([/Ben Okafor/, /Chloe Martin/, /@room.*2 people/]);
  await isClean(ana.page, 'whom to mention');
  await picture(ana.page, 'whom-to-mention');
  await atAna.composer.pressSequentially('oka');
  await expect(list.getByRole('option')).toHaveCount(1);
  await atAna.composer.press('Enter');
  await atAna.composer.pressSequentially('look at it?');
  await ana.go('People');
  const again = await open(ana, 'Harbour');
  await expect(again.composer).toHaveValue('Could @Ben Okafor look at it?');
  await again.composer.press('Enter');

  // Ben is told in his sidebar and in the title of the tab; Chloe only that there is something new.
  await ben.go('People');
  const text = 'Could @Ben Okafor look at it?';
  await expect(ben.line('Harbour')).toContainText('1 mention of you');
  await expect(ben.page).toHaveTitle('(1, @1) Tacit');
  await isClean(ben.page, 'a mention in the sidebar');
  await expect(chloe.line('Harbour')).toContainText('1 unread');
  await expect(chloe.line('Harbour')).not.toContainText('mention');
  await again.say('The crane is broken');
  await expect(chloe.line('Harbour')).toContainText('1 mention of you');

  // An edit mentions Chloe instead.
  await again.composer.press('ArrowUp');
  const editing = ana.page.getByRole('textbox', { name: 'Edit message' });
  await editing.press('Escape');
  await again.choose(text, 'Edit');
  await expect(editing).toHaveValue(text);
  await editing.fill('');
  await editing.pressSequentially('Could @chl');
  await editing.press('Tab');
  await editing.pressSequentially('look at it?');
  await editing.press('Enter');
  await expect(chloe.line('Harbour')).toContainText('2 mentions of you');
  await expect(ben.line('Harbour')).not.toContainText('mention');

  await again.composer.pressSequentially('@room');
  await again.composer.press('Enter');
  await expect(ana.page.getByText('@room reaches 2 people')).toBeVisible();
  await again.composer.pressSequentially('lunch with **@b');
  await again.composer.press('Enter');
  await again.composer.press('Backspace');
  await again.composer.pressSequentially('** at noon');
  await again.composer.press('Enter');
  await expect(ben.line('Harbour')).toContainText('1 mention of you');
  await picture(ben.page, 'mention-in-sidebar');
  const atBen = await open(ben, 'Harbour');
  await atBen.reads('@room lunch with @Ben Okafor at noon');
  await expect(atBen.timeline.getByRole('article', { name: /Ana Torres: @room lunch.*It mentions you/ })).toBeVisible();
  await expect(ben.line('Harbour')).not.toContainText('mention');
  await expect(ben.page).toHaveTitle('Tacit');
  await isClean(ben.page, 'a mention in a conversation');
  await picture(ben.page, 'mention');

  await ben.page.keyboard.press('Control+Shift+F');
  const panel = ben.page.getByRole('complementary', { name: 'Search' });
  await panel.getByRole('searchbox', { name: 'Search messages' }).fill('is:mention');
  await expect(panel.getByRole('option')).toHaveText([/lunch with/]);
});
