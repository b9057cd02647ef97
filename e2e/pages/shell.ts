/** The app once one is in: the sidebar, and the way to everything. */
import type { Locator, Page } from '@playwright/test';

export class Shell {
  readonly page: Page;
  readonly conversations: Locator;
  readonly main: Locator;
  /** How the connection is, in words. */
  readonly connection: Locator;

  constructor(page: Page) {
    this.page = page;
    this.conversations = page.getByRole('navigation', { name: 'Conversations' });
    this.main = page.getByRole('main');
    this.connection = page.getByRole('status').filter({ hasText: /Connected|Connecting|Offline|Catching up|paused/ });
  }

  async go(place: 'Saved' | 'Scheduled' | 'People' | 'Invitations' | 'Settings'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Tacit' }).getByRole('link', { name: place }).click();
    await this.page.getByRole('heading', { level: 1, name: place }).waitFor();
  }

  /** The conversation's line in the sidebar. */
  line(title: string): Locator {
    return this.conversations.getByRole('link').filter({ hasText: title });
  }
}

export interface Wanted {
  readonly name: string;
  readonly role?: 'Member' | 'Admin' | 'Owner' | 'Guest';
  readonly period?: '1 day' | '7 days' | '30 days';
}

/** Makes an invitation and closes the dialog that shows its link. */
export async function inviteTo(
  by: Shell,
  { name, role = 'Member', period = '7 days' }: Wanted,
): Promise<{ link: string }> {
  const { page } = by;
  await by.go('Invitations');
  await page.getByRole('button', { name: 'New invitation' }).click();
  await page.getByRole('textbox', { name: 'Whom do you invite?' }).fill(name);
  await choose(page, 'Role', role);
  await choose(page, 'The link works for', period);
  await page.getByRole('button', { name: 'Make the link' }).click();
  const field = page.getByRole('textbox', { name: 'Invitation link' });
  await field.waitFor();
  const link = await field.inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  return { link };
}

async function choose(page: Page, label: string, value: string): Promise<void> {
  const button = page.getByRole('button', { name: label });
  if ((await button.textContent())?.includes(value) === true) return;
  await button.click();
  await page.getByRole('option', { name: value }).click();
}
