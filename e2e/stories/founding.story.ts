import { isClean, picture } from '../fixtures/looks.ts';
import { expect, ORGANISATION, test } from '../fixtures/story.ts';
import { nameOrganisation, PASSPHRASE, proveKept, saveRootKey, shownRootKey, unlock } from '../pages/onboarding.ts';

const names = { organisation: ORGANISATION, name: 'Ana Torres' };

test('Ana founds her organisation: keys, a passphrase that is worth it, and a root key that was really kept', async ({
  office,
}) => {
  const page = await office.page({ serviceWorkers: 'allow' });
  await page.goto(office.relay.foundingLink);
  await expect(page.getByRole('heading', { name: 'Found your organisation' })).toBeVisible();
  expect(page.url(), 'the code has left the address bar').toBe(`${office.relay.origin}/`);
  await isClean(page, 'founding');
  await picture(page, 'founding');
  // By keyboard alone.
  await page.keyboard.type(names.organisation);
  await page.keyboard.press('Tab');
  await page.keyboard.type(names.name);
  await page.keyboard.press('Enter');

  // A weak passphrase is said to be weak, and does not go through.
  await page.getByLabel('Passphrase', { exact: true }).fill('aaaaaaaaaaaaaaaa');
  await expect(page.getByText('Too easy to guess', { exact: false })).toBeVisible();
  await page.getByLabel('Repeat passphrase').fill('aaaaaaaaaaaaaaaa');
  await expect(page.getByRole('button', { name: 'Make the keys' })).toBeDisabled();
  await isClean(page, 'passphrase');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Repeat passphrase').fill(PASSPHRASE);
  await page.keyboard.press('Enter');

  const groups = await shownRootKey(page);
  expect(groups).toHaveLength(14);
  const file = await saveRootKey(page);
  expect(file).toContain(groups.join(' '));
  await isClean(page, 'root key');
  await picture(page, 'root-key');

  // A reload in the middle loses nothing: the root key is still to be kept.
  await page.reload();
  await unlock(page);
  expect(await shownRootKey(page)).toEqual(groups);
  await saveRootKey(page);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('textbox', { name: /^Group/ }).fill('WRNG');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByText('That is not what the root key says there.')).toBeVisible();
  await page.getByRole('button', { name: 'Show it again' }).click();
  await saveRootKey(page);
  await proveKept(page, groups);
  await expect(page.getByRole('heading', { name: `${ORGANISATION} is founded` })).toBeVisible();

  // It has left the browser: after unlocking again nothing asks for it.
  await page.reload();
  await unlock(page);
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible();

  // The link works once, and nobody else is in.
  const late = await office.page();
  await late.goto(office.relay.origin);
  await expect(late.getByRole('heading', { name: 'You need an invitation' })).toBeVisible();
  await isClean(late, 'no account');
  await late.goto(office.relay.foundingLink);
  await expect(late.getByRole('heading', { name: 'This link has been used' })).toBeVisible();
  await expect(late.getByText('An organisation has been founded on this server already.')).toBeVisible();
});

test('a founding code that the relay did not print is refused with a next step', async ({ office }) => {
  const page = await office.page();
  await page.goto(`${office.relay.origin}/#found/AAAAAAAAAAAAAAAAAAAAAA`);
  await nameOrganisation(page, names);
  await expect(page.getByText('This is not the founding link that the server printed.')).toBeVisible();
  await page.getByLabel('Founding code').fill(office.relay.foundingLink);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Choose your passphrase' })).toBeVisible();
});
