import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { administer, confirm } from '../pages/admin.ts';
import { choosePassphrase, join } from '../pages/onboarding.ts';
import { inviteTo } from '../pages/shell.ts';

test('two owners decide together, and give Ben, who has lost his laptop, a new identity', async ({ office }) => {
  test.slow();
  const [ana, ben, chloe] = await office.company(3);

  // One owner is shown as what it is.
  const main = await administer(ana, 'Owners');
  await expect(main.getByText('Everything hangs on one person')).toBeVisible();
  await isClean(ana.page, 'owners');
  await picture(ana.page, 'admin-owners-one');
  await main.getByRole('button', { name: 'Change owners' }).click();
  const dialog = ana.page.getByRole('dialog');
  await dialog.getByRole('option', { name: 'Chloe Martin' }).click();
  await dialog.getByRole('button', { name: 'How many must sign' }).click();
  await ana.page.getByRole('option', { name: '2 of 2' }).click();
  await isClean(ana.page, 'change owners', true);
  await picture(ana.page, 'admin-owners-change');
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(main.getByRole('heading', { name: '2 of 2 owners' })).toBeVisible();

  // Ben’s laptop is gone with everything on it.
  await ben.context.close();
  await administer(ana, 'People');
  await main.getByRole('row', { name: 'Ben Okafor' }).click();
  await main.getByRole('button', { name: 'Give a new identity' }).click();
  await isClean(ana.page, 'reset', true);
  await picture(ana.page, 'admin-reset');
  await dialog.getByRole('button', { name: 'Sign and propose' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(main.getByRole('heading', { name: 'Waits for signatures' })).toBeVisible();
  await isClean(ana.page, 'waits');
  await picture(ana.page, 'admin-waits');

  const theirs = await administer(chloe, 'Owners');
  await expect(theirs.getByText('Make a link that gives Ben Okafor a new identity')).toBeVisible();
  await theirs.getByRole('button', { name: 'Approve, so that it holds' }).click();
  await confirm(chloe, 'Sign');
  await expect(theirs.getByRole('heading', { name: 'Waits for signatures' })).toHaveCount(0);

  const page = await office.page();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Come back to Northwind' })).toBeVisible();
  await picture(page, 'come-back');
  await page.getByRole('button', { name: 'This is me; make my new keys' }).click();
  await choosePassphrase(page, 'Come back');
  await expect(office.person('Ben Okafor', page).connection).toContainText('Connected');
  for (const one of [ana, chloe]) {
    await expect(one.page.getByText('Ben Okafor has a new identity and new keys', { exact: false })).toBeVisible();
  }
  await picture(chloe.page, 'alarm-new-identity');

  // An invitation that nobody used is made again in one step.
  const { link: first } = await inviteTo(ana, { name: 'Dan Lee' });
  await ana.page.getByRole('button', { name: 'Invite Dan Lee again' }).click();
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Make a new link' }).click();
  const second = await ana.page.getByRole('textbox', { name: 'Invitation link' }).inputValue();
  expect(second).not.toBe(first);
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await isClean(ana.page, 'invitations');
  await picture(ana.page, 'invitations-again');
  await join(await office.page(), second, { name: 'Dan Lee' });
});
