import type { Locator } from '@playwright/test';
import { isClean, picture } from '../fixtures/looks.ts';
import { expect, type Person, test } from '../fixtures/story.ts';
import { administer, confirm } from '../pages/admin.ts';
import { open, startDirect } from '../pages/conversation.ts';
import { join, unlock } from '../pages/onboarding.ts';

/** Opens somebody's file. */
async function openFile(person: Person, name: string): Promise<Locator> {
  const main = await administer(person);
  await main.getByRole('searchbox', { name: 'Search people' }).fill(name);
  await main.getByRole('row', { name }).click();
  await main.getByRole('heading', { level: 2, name }).waitFor();
  return main;
}

test('an admin suspends, restores and removes, and conversations go on', async ({ office }) => {
  test.slow();
  const [ana, ben] = await office.company(2);
  await office.hire(ana, 'Dan Lee');
  const direct = await startDirect(ana, 'Ben Okafor');
  await direct.say('Are you there?');
  await (await open(ben, 'Ana Torres')).reads('Are you there?');

  await administer(ana);
  await isClean(ana.page, 'people');
  await picture(ana.page, 'admin-people');
  const main = await openFile(ana, 'Ben Okafor');
  await isClean(ana.page, 'person');
  await picture(ana.page, 'admin-person');
  await main.getByRole('button', { name: 'Suspend' }).click();
  await isClean(ana.page, 'suspend', true);
  await picture(ana.page, 'admin-suspend');
  await confirm(ana, 'Suspend');
  await expect(ben.page.getByRole('heading', { name: 'Your account is suspended' })).toBeVisible();
  await expect(ben.page.getByText('Your account was suspended by Ana Torres')).toBeVisible();
  await expect(main.getByText('Suspended Ben Okafor')).toBeVisible();
  await ana.page.getByRole('button', { name: 'Undo' }).click();
  await expect(main.getByText('Restored Ben Okafor')).toBeVisible();
  await isClean(ben.page, 'suspended');
  await picture(ben.page, 'stopped-suspended');
  await ben.page.reload();
  await unlock(ben.page);
  await expect(ben.page.getByRole('link', { name: /Ana Torres/ })).toBeVisible();
  await main.getByRole('button', { name: 'Remove for good' }).click();
  await confirm(ana, 'Remove for good');
  await expect(main.getByText('Removed Ben Okafor')).toBeVisible();
  await expect(ben.page.getByRole('heading', { name: 'Your account was closed' })).toBeVisible();
  await expect(ben.page.getByText('Everything of it was deleted from this browser. Ask Ana Torres')).toBeVisible();
  await isClean(ben.page, 'removed');
  await picture(ben.page, 'stopped-removed');
  await ben.page.reload();
  await expect(ben.page.getByRole('button', { name: 'Unlock' })).toHaveCount(0);
  await expect(main.getByRole('button', { name: 'Restore' })).toHaveCount(0);

  await expect(main.getByRole('heading', { name: 'Removal receipt' })).toBeVisible();
  const receipt = ana.page.waitForEvent('download');
  await main.getByRole('button', { name: 'Save the removal receipt' }).click();
  expect((await receipt).suggestedFilename()).toBe('tacit-removal-receipt.json');
  await expect(main.getByText(/^Saved: .* signed by this device alone\./)).toBeVisible();
  await isClean(ana.page, 'removal receipt');
  await picture(ana.page, 'admin-receipt');

  // One's own last ownership cannot be given away, and the page says so.
  const own = await openFile(ana, 'Ana Torres');
  await expect(own.getByText('one owner always stays')).toBeVisible();

  await administer(ana, 'Log');
  await main.getByRole('searchbox', { name: 'Search the log' }).fill('removed');
  await expect(main.getByText('1 entry', { exact: true })).toBeVisible();
  await isClean(ana.page, 'log');
  await picture(ana.page, 'admin-log');
  const saved = ana.page.waitForEvent('download');
  await main.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await saved).suggestedFilename()).toBe('tacit-log.csv');
});

test('an admin writes a profile that everybody sees, and people are found by it', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const main = await openFile(ana, 'Ben Okafor');
  await main.getByRole('button', { name: 'Edit profile' }).click();
  const dialog = ana.page.getByRole('dialog');
  await expect(dialog.getByText('Every member sees this')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Harbour engineer');
  await dialog.getByRole('textbox', { name: 'Department' }).fill('Operations');
  await isClean(ana.page, 'profile', true);
  await picture(ana.page, 'admin-profile');
  await dialog.getByRole('button', { name: 'Sign and save' }).click();
  await expect(main.getByText('Gave Ben Okafor the title Harbour engineer')).toBeVisible();
  await isClean(ana.page, 'person with a profile');
  await picture(ana.page, 'admin-person-profile');
  await ana.page.getByRole('button', { name: 'Undo' }).click();
  await expect(main.getByText('Nothing is said yet.')).toBeVisible();
  await main.getByRole('button', { name: 'Edit profile' }).click();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Harbour engineer');
  await ana.page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await administer(ana, 'People');
  await main.getByRole('searchbox', { name: 'Search people' }).fill('harbour');
  await expect(main.getByText('1 person of 2')).toBeVisible();

  await ben.go('People');
  await ben.main.getByRole('searchbox', { name: 'Search people' }).fill('engineer');
  await ben.main.getByRole('button', { name: /Ben Okafor/ }).click();
  await expect(ben.page.getByRole('dialog').getByText('Harbour engineer')).toBeVisible();
  await isClean(ben.page, 'card with a profile', true);
  await picture(ben.page, 'card-profile');
});

test('many are chosen by keys and moved at once, with what is left out', async ({ office }) => {
  const [ana] = await office.company(3);
  const main = await administer(ana, 'Security groups');
  await main.getByRole('button', { name: 'New group' }).click();
  await ana.page.getByRole('textbox', { name: 'Name' }).fill('Harbour');
  await ana.page.getByRole('button', { name: 'Make the group' }).click();
  await administer(ana, 'People');
  await main.getByRole('row', { name: 'Ana Torres' }).focus();
  await ana.page.keyboard.press('Space');
  await ana.page.keyboard.press('Shift+ArrowDown');
  await ana.page.keyboard.press('Shift+ArrowDown');
  await expect(main.getByText('3 people are chosen')).toBeVisible();
  await isClean(ana.page, 'chosen');
  await picture(ana.page, 'admin-chosen');
  await main.getByRole('button', { name: 'Decide' }).click();
  const dialog = ana.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Security group' }).click();
  await ana.page.getByRole('option', { name: 'Harbour' }).click();
  await expect(dialog.getByText('1 person is left out: removed, or you.')).toBeVisible();
  await isClean(ana.page, 'decide about many', true);
  await picture(ana.page, 'admin-bulk');
  await dialog.getByRole('button', { name: 'Sign for 2 people' }).click();
  await expect(dialog.getByText('2 of 2 are decided.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(main.getByRole('row', { name: 'Ben Okafor' }).getByText('Harbour')).toBeVisible();
});

test('groups are made and many are invited from a list that says what is wrong with it', async ({ office }) => {
  const [ana] = await office.company(1);
  const main = await administer(ana, 'Security groups');
  await main.getByRole('button', { name: 'New group' }).click();
  await ana.page.getByRole('textbox', { name: 'Name' }).fill('Harbour');
  await ana.page.getByRole('button', { name: 'Make the group' }).click();
  await expect(main.getByText('Harbour')).toBeVisible();
  await isClean(ana.page, 'groups');
  await picture(ana.page, 'admin-groups');

  await administer(ana, 'Invite many');
  const list = 'name,role,group\nChloe Martin,member,Harbour\nDan Lee,king\nchloe martin';
  await main.getByRole('textbox', { name: 'People' }).fill(list);
  await expect(main.getByText('1 can be invited, 2 cannot')).toBeVisible();
  await expect(main.getByText('The same name stands in line 2.')).toBeVisible();
  await isClean(ana.page, 'invite many');
  await picture(ana.page, 'admin-invite');
  await main.getByRole('button', { name: 'Invite 1 person' }).click();
  await expect(main.getByText('1 invitation was made')).toBeVisible();
  const saved = ana.page.waitForEvent('download');
  await main.getByRole('button', { name: 'Save the links' }).click();
  const text = (await (await saved).createReadStream()).setEncoding('utf8');
  let file = '';
  for await (const part of text) file += part;
  const link = /https?:[^"]+/.exec(file)?.[0] ?? '';
  const page = await office.page();
  await join(page, link, { name: 'Chloe Martin' });
  const chloe = office.person('Chloe Martin', page);
  await chloe.go('Settings');
  await expect(chloe.main.getByText('The policy of Harbour')).toBeVisible();
});
