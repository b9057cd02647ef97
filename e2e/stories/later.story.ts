import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';

test('Ben sends later, is reminded, writes with snippets, and says that he is not to be disturbed', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('Ask about **berth seven**');
  const { page } = ben;
  await ben.go('Scheduled');
  await expect(ben.main).toContainText('Nothing is scheduled');
  await isClean(page, 'nothing is scheduled');

  // By keyboard alone: from the words to the moment.
  const atBen = await open(ben, 'Ana Torres');
  await atBen.composer.fill('The tide is at nine');
  await atBen.composer.press('Alt+Enter');
  await page.getByRole('menuitem', { name: /^Tomorrow at 0?9:00/ }).press('Enter');
  await expect(atBen.composer).toHaveValue('');
  await expect(ben.main.getByRole('button', { name: /^1 message will be sent tomorrow at 0?9:00/ })).toBeVisible();
  await atBen.composer.fill('The north crane is down');
  await page.getByRole('button', { name: 'Send later' }).click();
  await page.getByRole('menuitem', { name: 'Choose a day and a time' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send later' });
  await dialog.getByLabel('Day').fill('2020-01-01');
  await expect(dialog).toContainText('This time has passed');
  await isClean(page, 'choosing when', true);
  const nextYear = new Date().getFullYear() + 1;
  await dialog.getByLabel('Day').fill(`${nextYear}-01-04`);
  await dialog.getByLabel('Time').fill('07:30');
  await dialog.getByRole('button', { name: 'Send then' }).click();

  await atBen.choose('berth seven', 'Remind me');
  await page.getByRole('dialog', { name: 'Remind me' }).getByRole('button', { name: 'In 20 minutes' }).click();
  await ben.main.getByRole('button', { name: /^2 messages will be sent/ }).click();
  const list = ben.main.getByRole('list', { name: 'Scheduled messages' });
  await expect(list.getByRole('listitem')).toHaveText([/tide is at nine/, /7:30.*north crane/]);
  const reminders = ben.main.getByRole('list', { name: 'Reminders' });
  await expect(reminders.getByRole('listitem')).toHaveText([/Ana Torres: Ask about berth seven/]);
  await isClean(page, 'scheduled');
  await picture(page, 'scheduled');
  await reminders.getByRole('button', { name: 'Remove the reminder' }).click();
  await expect(reminders).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(reminders.getByRole('listitem')).toHaveCount(1);

  const choose = async (item: string) => {
    await list
      .getByRole('listitem')
      .first()
      .getByRole('button', { name: /^Options for/ })
      .click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Edit');
  await list.getByRole('textbox', { name: 'Edit message' }).fill('The tide is at ten');
  await list.getByRole('textbox', { name: 'Edit message' }).press('Enter');
  await choose('Send now');
  await atAna.reads('The tide is at ten');
  await choose('Delete');
  await expect(list).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(list.getByRole('listitem')).toHaveText([/north crane/]);

  await ben.go('Settings');
  await page.getByRole('button', { name: 'New snippet' }).click();
  const snippet = page.getByRole('dialog', { name: 'New snippet' });
  await snippet.getByRole('textbox', { name: 'Title' }).fill('Gate code');
  await snippet.getByRole('textbox', { name: 'Text' }).fill('Ask the **guard** at `pier 4`');
  await isClean(page, 'a snippet', true);
  await snippet.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('list', { name: 'Snippets' })).toContainText('Gate code');
  await open(ben, 'Ana Torres');
  await atBen.composer.pressSequentially('Hello. ;gat');
  await expect(page.getByRole('listbox', { name: 'Snippets' }).getByRole('option')).toHaveText([/Gate code/]);
  await atBen.composer.press('Enter');
  await expect(atBen.composer).toHaveValue('Hello. Ask the **guard** at `pier 4`');
  await atBen.composer.fill('');
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox', { name: 'Jump to' }).fill('snippet gate');
  await page.keyboard.press('Enter');
  await expect(atBen.composer).toHaveValue('Ask the **guard** at `pier 4`');

  await page.getByRole('button', { name: /^Your status/ }).click();
  const status = page.getByRole('dialog', { name: 'Your status' });
  await status.getByText('Do not disturb').click();
  await status.getByRole('textbox', { name: 'Status' }).fill('🏗️ On the crane');
  await isClean(page, 'one’s own status', true);
  await status.getByRole('button', { name: 'Save' }).click();
  await expect(ana.line('Ben Okafor')).toContainText('Do not disturb');
  await expect(ana.main).toContainText('Do not disturb · 🏗️ On the crane');
  await isClean(ana.page, 'somebody who is not to be disturbed');
  await picture(ana.page, 'presence');
});
