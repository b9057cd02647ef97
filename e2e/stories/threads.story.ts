import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { createRoom, open } from '../pages/conversation.ts';

test('Ana and Ben talk in a thread, and let the room know', async ({ office }) => {
  test.slow();
  const [ana, ben] = await office.company(2);
  const atAna = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await atAna.say('Berth 7 has no shore power tonight');
  await atAna.isAt('Berth 7', 'Sent');
  await atAna.say('The *Aurora* arrives at 13:20');
  const atBen = await open(ben, 'Harbour');

  // Ben begins a thread; the room shows that there is one, and none of its words.
  await atBen.tool('Berth 7', 'Reply in thread');
  await expect(atBen.thread.composer).toBeFocused();
  await atBen.thread.say('I can have it repaired by 16:00');
  await atBen.thread.reads('repaired by 16:00');
  const replies = atAna.message('Berth 7').getByRole('button', { name: /^1 reply/ });
  await expect(replies).toContainText('New');
  await expect(ana.line('Harbour')).toContainText('New in threads');
  await expect(atAna.timeline.getByText('repaired by')).toHaveCount(0);
  await isClean(ana.page, 'a thread from outside');

  // Ana opens it, which is reading it, and says something to the room, too.
  await replies.click();
  await atAna.thread.reads('repaired by 16:00');
  await expect(ana.line('Harbour')).not.toContainText('New in threads');
  await atAna.thread.alsoToRoom.check();
  await atAna.thread.say('Signed, go ahead');
  await expect(atAna.thread.alsoToRoom).not.toBeChecked();
  await atBen.thread.reads('Signed, go ahead');
  const shown = atBen.message('Signed, go ahead');
  await expect(shown).toContainText('Berth 7 has no shore power');
  await expect(
    atBen
      .message('Berth 7')
      .first()
      .getByRole('button', { name: /^2 replies/ }),
  ).toBeVisible();
  await isClean(ana.page, 'a thread beside its room');
  await picture(ana.page, 'thread');

  // Inside, messages are what they are outside.
  await atBen.thread.tool('Signed, go ahead', 'React');
  await ben.page.getByRole('dialog', { name: 'React' }).getByRole('button', { name: 'thumbs up' }).click();
  await expect(atAna.thread.message('Signed, go ahead').getByRole('button', { name: /^👍 1/ })).toBeVisible();
  await atBen.thread.composer.press('ArrowUp');
  await ben.page.getByRole('textbox', { name: 'Edit message' }).fill('I can have it repaired by 15:00');
  await ben.page.getByRole('textbox', { name: 'Edit message' }).press('Enter');
  await atAna.thread.reads('repaired by 15:00');

  // What one was about to say stays in the thread; Escape leaves it, and the focus comes back.
  await atAna.thread.composer.fill('And tomorrow?');
  await atAna.thread.composer.press('Escape');
  await expect(atAna.thread.composer).toHaveCount(0);
  await expect(atAna.composer).toHaveValue('');
  await atAna
    .message('Berth 7')
    .first()
    .getByRole('button', { name: /^2 replies/ })
    .click();
  await expect(atAna.thread.composer).toHaveValue('And tomorrow?');
  await ana.page.getByRole('complementary', { name: 'Thread' }).getByRole('button', { name: 'Close' }).click();

  // Whoever does not want to read what is new in threads says so for the conversation.
  await atBen.thread.say('Both crews know');
  await expect(ana.line('Harbour')).toContainText('New in threads');
  await ana.line('Harbour').click({ button: 'right' });
  await ana.page.getByRole('menuitem', { name: 'Mark as read' }).click();
  await expect(ana.line('Harbour')).not.toContainText('New in threads');

  // A search finds what was said in it, and goes there.
  await ana.page.keyboard.press('Control+Shift+F');
  await ana.page.getByRole('searchbox', { name: 'Search messages' }).fill('repaired');
  await ana.page.getByRole('option', { name: /repaired by/ }).click();
  await atAna.thread.reads('repaired by 15:00');
  await ana.page.keyboard.press('Escape');

  // Its beginning goes, the thread stays.
  await atAna.choose('Berth 7', 'Recall for everyone');
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Recall' }).click();
  await atBen.thread.reads('This message was recalled');
  await atBen.thread.reads('repaired by 15:00');
  await expect(atBen.message('This message was recalled').getByRole('button', { name: /^3 replies/ })).toBeVisible();

  // The link of a reply leads into its thread.
  await ben.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await atBen.thread.choose('repaired by 15:00', 'Copy link');
  await expect(ben.page.getByText('Link copied')).toBeVisible();
  const link = await ben.page.evaluate(() => navigator.clipboard.readText());
  await ben.page.getByRole('complementary', { name: 'Thread' }).getByRole('button', { name: 'Close' }).click();
  await expect(atBen.thread.composer).toHaveCount(0);
  await atAna.say(`See ${link}`);
  await atBen.timeline.getByRole('link', { name: 'Message in Harbour' }).click();
  await expect(atBen.thread.message('repaired by 15:00')).toBeInViewport();
});
