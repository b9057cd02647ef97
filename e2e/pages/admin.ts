/** The administration, as an owner or admin uses it. */
import type { Locator } from '@playwright/test';
import type { Shell } from './shell.ts';

export type AdminTab = 'People' | 'Owners' | 'Security groups' | 'Policy' | 'Keys' | 'Invite many' | 'Log';

export async function administer(person: Shell, tab: AdminTab = 'People'): Promise<Locator> {
  const { page, main } = person;
  await page.getByRole('navigation', { name: 'Tacit' }).getByRole('link', { name: 'Administration' }).click();
  await page.getByRole('heading', { level: 1, name: 'Administration' }).waitFor();
  await main.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: tab }).click();
  return main;
}

/** Confirms what the page asks. */
export async function confirm(person: Shell, label: string): Promise<void> {
  // What is told afterwards, with its undo, is an alertdialog too.
  const cancel = person.page.getByRole('button', { name: 'Cancel' });
  const dialog = person.page.getByRole('alertdialog').filter({ has: cancel });
  await dialog.getByRole('button', { name: label }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Chooses what a field of the policy is to be; it is not signed yet. */
export async function choose(main: Locator, field: string, value: string): Promise<void> {
  await main.getByRole('button', { name: field }).click();
  await main.page().getByRole('option', { name: value, exact: true }).click();
}

/** Signs what was changed of a policy, which weakens nothing. */
export async function sign({ page }: Shell, main: Locator): Promise<void> {
  await main.getByRole('button', { name: 'Review and sign' }).click();
  const review = page.getByRole('dialog');
  await review.getByRole('button', { name: 'Sign', exact: true }).click();
  await review.waitFor({ state: 'detached' });
}
