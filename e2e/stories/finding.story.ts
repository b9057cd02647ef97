import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { Conversation, createRoom, open, startDirect } from '../pages/conversation.ts';

test('Ana finds what was said long ago, and gets to it', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('The ferry to Đảo Phú Quý leaves at nine');
  const atBen = await open(ben, 'Ana Torres');
  await atBen.say('I would rather take the late ferry: https://ferry.example/late');
  await atAna.reads('the late ferry');
  await atAna.sayAtLength('Crates on the quay');
  await atAna.say('Crate 45 is on the quay');
  await atAna.isAt('Crate 45 is on the quay', 'Delivered');
  const room = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await room.say('The ferry has a new captain');
  await room.isAt('The ferry has a new captain', 'Delivered');

  const { page } = ana;
  await page.keyboard.press('Control+Shift+F');
  const panel = page.getByRole('complementary', { name: 'Search' });
  const field = panel.getByRole('searchbox', { name: 'Search messages' });
  await expect(field).toBeFocused();
  await expect(panel.getByText('What you can type')).toBeVisible();
  await isClean(page, 'search, empty');
  const hits = panel.getByRole('option');
  const finds = async (query: string, ...texts: readonly string[]) => {
    await field.fill(query);
    await expect(hits).toHaveText(texts.map((text) => new RegExp(text)));
  };
  await finds('fer', 'new captain', 'late ferry', 'leaves at nine');
  await expect(hits.first().locator('mark')).toHaveText('ferry');
  await finds('ferry from:ben', 'late ferry');
  await finds('ferry in:harbour', 'new captain');
  await finds('ferry -captain -late', 'leaves at nine');
  await finds('"to dao phu quy"', 'leaves at nine');
  await finds('has:link', 'late ferry');
  await field.fill('zeppelin');
  await expect(panel.getByRole('status')).toHaveText(/^No message found/);
  await finds('late ferry', 'late ferry');
  await isClean(page, 'search');
  await picture(page, 'finding-search');

  // By the keyboard alone: to the result, into the conversation, at that message.
  await field.press('ArrowDown');
  await field.press('Enter');
  await expect(atAna.title).toHaveText('Ben Okafor');
  await expect(atAna.message('the late ferry')).toBeInViewport();
  await expect(page.locator(':focus')).toContainText('the late ferry');
  await expect(atAna.message('Crate 45')).not.toBeInViewport();
  await page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect(atAna.message('Crate 45 is on the quay')).toBeInViewport();

  // Within one conversation, and by day.
  await page.getByRole('main').getByRole('button', { name: 'Options for Ben Okafor' }).click();
  await page.getByRole('menuitem', { name: 'Find in this conversation' }).click();
  await expect(field).toHaveValue('in:"Ben Okafor" ');
  await field.pressSequentially('ferry');
  await expect(hits).toHaveText([/late ferry/, /leaves at nine/]);
  await field.press('Escape');
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(panel).toBeHidden();
  await page.getByRole('main').getByRole('button', { name: 'Options for Ben Okafor' }).click();
  await page.getByRole('menuitem', { name: 'Go to a day' }).click();
  const dialog = page.getByRole('dialog', { name: 'Go to a day' });
  await dialog.getByLabel('Day').fill('2100-01-01');
  await dialog.getByRole('button', { name: 'Go', exact: true }).click();
  await expect(dialog.getByText('Nothing was said on that day or later')).toBeVisible();
  await isClean(page, 'go to a day');
  await dialog.getByLabel('Day').fill('2020-01-01');
  await dialog.getByRole('button', { name: 'Go', exact: true }).click();
  await expect(atAna.message('leaves at nine')).toBeInViewport();
});

test('Ana jumps to rooms, people and what she wants to do', async ({ office }) => {
  const [ana] = await office.company(2);
  await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await ana.go('Settings');
  const { page } = ana;
  const palette = page.getByRole('dialog', { name: 'Jump to' });
  const field = palette.getByRole('combobox', { name: 'Jump to' });
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await expect(palette.getByRole('option').first()).toContainText('Harbour');
  await isClean(page, 'palette');
  await picture(page, 'finding-palette');
  await field.pressSequentially('hrb');
  await expect(palette.getByRole('option')).toHaveText([/Harbour/]);
  await field.press('Enter');
  await expect(palette).toBeHidden();
  await expect(new Conversation(page).title).toHaveText('Harbour');

  await page.keyboard.press('Control+k');
  await field.pressSequentially('oka');
  await field.press('Enter');
  await expect(new Conversation(page).title).toHaveText('Ben Okafor');

  await page.keyboard.press('Control+k');
  await field.pressSequentially('new roo');
  await field.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New room' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
});

test('on a phone the search fills the screen and gives way to the message', async ({ office }) => {
  const [ana, ben] = await office.company(2, {}, { viewport: { width: 390, height: 844 } });
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('The ferry leaves at nine');
  await expect(ben.page.getByRole('link').filter({ hasText: 'Ana Torres' })).toContainText('1 unread');
  await ben.page.getByRole('button', { name: 'Search', exact: false }).first().click();
  const panel = ben.page.getByRole('complementary', { name: 'Search' });
  await panel.getByRole('searchbox').fill('ferry');
  await expect(panel.getByRole('option')).toHaveText([/leaves at nine/]);
  await isClean(ben.page, 'search on a phone');
  await panel.getByRole('option').click();
  await expect(panel).toBeHidden();
  await expect(new Conversation(ben.page).message('leaves at nine')).toBeInViewport();
});
