import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { administer, confirm } from '../pages/admin.ts';
import { choosePassphrase, join, nameOrganisation, proveKept, saveRootKey, shownRootKey } from '../pages/onboarding.ts';
import { inviteTo } from '../pages/shell.ts';

/** A verifier key, as a witness prints it. */
const WITNESS = 'witness.example/harbour+5d3c2020+BNOZQwn5CiHsuDVqjjeRMegYEzWWFiUgVgb07LuE5OeU';

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

test('the printed root key names a new owner, loudly; nobody is replaced against their will; a witness is asked for', async ({
  office,
}) => {
  test.slow();
  const desk = await office.page();
  await desk.goto(office.relay.foundingLink);
  await nameOrganisation(desk, { organisation: 'Northwind', name: 'Ana Torres' });
  await choosePassphrase(desk, 'Make the keys');
  const groups = await shownRootKey(desk);
  const printed = await saveRootKey(desk);
  await proveKept(desk, groups);
  await desk.getByRole('button', { name: 'Look around first' }).click();
  const ana = office.person('Ana Torres', desk);
  const ben = await office.hire(ana, 'Ben Okafor');

  // No owner can be reached; Ben has the sheet of paper.
  await ben.go('Settings');
  await ben.main.getByRole('button', { name: 'Recover with the root key' }).click();
  const dialog = ben.page.getByRole('dialog');
  const key = dialog.getByRole('textbox', { name: 'Root key' });
  await key.fill(groups.toReversed().join(' '));
  await dialog.getByRole('button', { name: 'Make me the only owner' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  expect(printed).toContain(groups.join(' '));
  await key.fill(groups.join(' '));
  await isClean(ben.page, 'recover', true);
  await picture(ben.page, 'recover-owners');
  await dialog.getByRole('button', { name: 'Make me the only owner' }).click();
  await expect(ben.page.getByText('You are the owner now.')).toBeVisible();
  await expect(ana.page.getByText('it has named new owners, Ben Okafor', { exact: false })).toBeVisible();
  await isClean(ana.page, 'the root key was used');
  await picture(ana.page, 'alarm-root-key');

  // Ana has lost nothing, and says so.
  const main = await administer(ben, 'People');
  await main.getByRole('row', { name: 'Ana Torres' }).click();
  await main.getByRole('button', { name: 'Give a new identity' }).click();
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await ana.go('Settings');
  await expect(ana.main.getByText('Somebody can take your place with a link')).toBeVisible();
  await isClean(ana.page, 'to be replaced');
  await picture(ana.page, 'stop-reset');
  await ana.main.getByRole('button', { name: 'Stop it' }).click();
  await expect(ana.page.getByText('The link is dead.')).toBeVisible();
  await expect(ana.main.getByText('Somebody can take your place with a link')).toHaveCount(0);

  await administer(ben, 'Owners');
  await main.getByRole('button', { name: 'Add a witness' }).click();
  await dialog.getByRole('textbox', { name: 'Its key' }).fill(WITNESS.replace('5d3c', '5d3d'));
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(dialog.getByText('This is not the key of a witness.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Its key' }).fill(WITNESS);
  await isClean(ben.page, 'add a witness', true);
  await picture(ben.page, 'witness-add');
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(main.getByText('This device has seen nothing of it yet')).toBeVisible();
  await main.getByRole('button', { name: 'How many must have confirmed' }).click();
  await ben.page.getByRole('option', { name: '1 of 1' }).click();
  await confirm(ben, 'Sign');
  await expect(main.getByText('1 of 1 must have confirmed the newest log')).toBeVisible();
  await expect(ben.page.getByText('They have confirmed nothing yet.', { exact: false })).toBeVisible();
  await isClean(ben.page, 'witnesses');
  await picture(ben.page, 'witnesses');
});
