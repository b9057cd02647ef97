/** The screens before one is in: founding, joining, unlocking. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

export const PASSPHRASE = 'seven quiet herons wade';

export interface Names {
  readonly organisation: string;
  readonly name: string;
}

/** The first step of founding. */
export async function nameOrganisation(page: Page, { organisation, name }: Names): Promise<void> {
  await page.getByRole('textbox', { name: 'Name of the organisation' }).fill(organisation);
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Continue' }).click();
}

export async function choosePassphrase(page: Page, submit: string, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Repeat passphrase').fill(passphrase);
  await page.getByRole('button', { name: submit }).click();
}

/** The root key as it stands on the screen: its groups, in order. */
export async function shownRootKey(page: Page): Promise<string[]> {
  const sheet = page.getByRole('region', { name: 'Root key' });
  await sheet.getByRole('listitem').first().waitFor();
  return sheet.getByRole('code').allInnerTexts();
}

/** Saves the root key as a file. @returns what the file says. */
export async function saveRootKey(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as file' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

/** Types the group of `groups` that is asked for. */
export async function proveKept(page: Page, groups: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'I have kept it' }).click();
  const field = page.getByRole('textbox', { name: /^Group \d+ of \d+$/ });
  const label = await field
    .getAttribute('aria-label')
    .then((own) => own ?? page.getByText(/^Group \d+ of/).textContent());
  const asked = Number(/\d+/.exec(label ?? '')?.[0]);
  await field.fill(groups[asked - 1] ?? '');
  await page.getByRole('button', { name: 'Finish' }).click();
}

/** From the link that the relay printed to the open app. */
export async function found(page: Page, link: string, names: Names): Promise<void> {
  await page.goto(link);
  await nameOrganisation(page, names);
  await choosePassphrase(page, 'Make the keys');
  const groups = await shownRootKey(page);
  await saveRootKey(page);
  await proveKept(page, groups);
  await page.getByRole('button', { name: 'Look around first' }).click();
}

/** From an invitation link to the open app. */
export async function join(page: Page, link: string, { name }: { readonly name: string }): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Continue' }).click();
  await choosePassphrase(page, 'Join');
  await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
}

export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
}
