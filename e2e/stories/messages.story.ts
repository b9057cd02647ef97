import { isClean } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';

test('Ana and Ben answer, react to, edit and recall what was said', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('Lunch at **noon**?');
  await atAna.say('Or a walk');
  const atBen = await open(ben, 'Ana Torres');

  // Ben answers one of two messages, and sees it above what he writes.
  await atBen.tool('Lunch at noon?', 'Reply');
  await expect(ben.page.getByText('Replying to Ana Torres')).toBeVisible();
  await expect(atBen.composer).toBeFocused();
  await atBen.composer.pressSequentially('Lunch, gladly :thu');
  const emoji = ben.page.getByRole('listbox', { name: 'Emoji' });
  await expect(emoji.getByRole('option').first()).toHaveText('👍thumbs up');
  await isClean(ben.page, 'emoji by name');
  await atBen.composer.press('Enter');
  await expect(atBen.composer).toHaveValue('Lunch, gladly 👍 ');
  await atBen.composer.press('Enter');
  await expect(ben.page.getByText('Replying to')).toHaveCount(0);
  const quote = atAna.message('Lunch, gladly').getByRole('button', { name: 'In reply to You' });
  await expect(quote).toContainText('Lunch at noon?');
  await quote.click();
  await expect(atAna.message('Lunch at noon?').first()).toBeInViewport();

  // Reactions: six at hand, the others by name; pressing one joins in, pressing again takes it back.
  await atBen.tool('Or a walk', 'React');
  await ben.page.getByRole('dialog', { name: 'React' }).getByRole('button', { name: 'thumbs up' }).click();
  const chip = (conversation: typeof atAna, emoji: string) =>
    conversation.message('Or a walk').getByRole('button', { name: new RegExp(`^${emoji}`) });
  await expect(chip(atAna, '👍')).toHaveAccessibleName('👍 1: Ben Okafor');
  await chip(atAna, '👍').click();
  await expect(chip(atBen, '👍')).toHaveAccessibleName('👍 2: You and Ana Torres');
  await expect(chip(atBen, '👍')).toHaveAttribute('aria-pressed', 'true');
  await chip(atBen, '👍').click();
  await expect(chip(atAna, '👍')).toHaveAccessibleName('👍 1: You');
  await atAna.tool('Or a walk', 'React');
  const picking = ana.page.getByRole('dialog', { name: 'React' });
  await picking.getByRole('button', { name: 'Other emoji' }).click();
  await picking.getByRole('searchbox', { name: 'Search emoji' }).pressSequentially('sun');
  await isClean(ana.page, 'history of an edit', true);
  await picking.getByRole('searchbox').press('ArrowDown');
  await picking.getByRole('searchbox').press('Enter');
  await expect(chip(atBen, '😎|☀️')).toBeVisible();

  // The arrow up edits what one said last; Escape leaves it as it is.
  await atAna.composer.press('ArrowUp');
  const editing = ana.page.getByRole('textbox', { name: 'Edit message' });
  await expect(editing).toBeFocused();
  await expect(editing).toHaveValue('Or a walk');
  await editing.press('Escape');
  await expect(atAna.composer).toBeFocused();
  await atAna.composer.press('ArrowUp');
  await editing.fill('Or a walk by the harbour');
  await editing.press('Enter');
  await atBen.reads('Or a walk by the harbour');
  const edited = atBen.message('Or a walk by the harbour').getByRole('button', { name: /^Edited/ });
  await edited.click();
  await expect(ben.page.getByRole('dialog', { name: 'Earlier versions' })).toContainText('Or a walk');
  await isClean(ben.page, 'over a message', true);
  await ben.page.keyboard.press('Escape');

  // By the keyboard: a message is one stop, and its tools come with it.
  const lunch = atAna.message('Lunch at noon?').first().getByRole('article');
  await expect(lunch).toHaveAccessibleName(/^You: Lunch at noon\?\. .+ (Delivered|Read)$/);
  await lunch.focus();
  await lunch.getByRole('button', { name: 'React' }).press('Enter');
  await expect(ana.page.getByRole('dialog', { name: 'React' })).toBeVisible();
  await ana.page.keyboard.press('Escape');

  // A recall asks first, and takes quote, preview and words away everywhere.
  await atAna.choose('Lunch at noon?', 'Recall for everyone');
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Recall' }).click();
  await atAna.reads('You recalled this message');
  await expect(atBen.message('This message was recalled').first()).toBeVisible();
  await expect(ben.page.getByText('Lunch at')).toHaveCount(0);
  await expect(atBen.message('Lunch, gladly')).toContainText('Ana Torres: This message was recalled');
  await atAna.choose('Or a walk by the harbour', 'Recall for everyone');
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await atBen.reads('Or a walk by the harbour');
  await isClean(ana.page, 'conversation of Ana');
  await isClean(ben.page, 'conversation of Ben');
});
