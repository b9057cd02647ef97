/** One open conversation: what was said, where to write, and its details. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Shell } from './shell.ts';

export class Conversation {
  readonly page: Page;
  readonly title: Locator;
  readonly composer: Locator;
  readonly timeline: Locator;
  readonly details: Locator;

  constructor(page: Page) {
    this.page = page;
    this.title = page.getByRole('main').getByRole('heading', { level: 1 });
    this.composer = page.getByRole('textbox', { name: /^Message to / });
    this.timeline = page.getByRole('region', { name: 'Messages', exact: true });
    this.details = page.getByRole('complementary');
  }

  /** The thread beside it, as a conversation of its own. */
  get thread(): Thread {
    return new Thread(this.page);
  }

  /** Writes `text` and sends it with Enter. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Says so much that what was said before is out of sight. */
  async sayAtLength(title: string): Promise<void> {
    const lines = Array.from({ length: 70 }, (_, at) => `- line ${at + 1}`);
    await this.say(`${title}\n\n${lines.join('\n')}`);
  }

  /** The message that says `text`. */
  message(text: string | RegExp): Locator {
    // A message can hold lists of its own; only what was said at a time is a message.
    return this.timeline.getByRole('listitem').filter({ hasText: text, has: this.page.getByRole('time') });
  }

  async reads(text: string | RegExp): Promise<void> {
    await expect(this.message(text)).toBeVisible();
  }

  /** One of the tools of a message, which are there while it is pointed at. */
  async tool(text: string, name: 'React' | 'Reply' | 'Reply in thread' | 'More'): Promise<void> {
    const message = this.message(text).first();
    await message.hover();
    await message.getByRole('button', { name, exact: true }).click();
  }

  /** Chooses something of the menu of a message. */
  async choose(
    text: string,
    item:
      | 'Edit'
      | 'Recall for everyone'
      | 'Copy text'
      | 'Copy link'
      | 'Pin for everyone'
      | 'Unpin'
      | 'Save for yourself'
      | 'Forward'
      | 'Close poll'
      | 'Remind me'
      | 'Remove from saved',
  ): Promise<void> {
    await this.tool(text, 'More');
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async isAt(text: string, state: 'Waiting to be sent' | 'Sent' | 'Delivered' | 'Read' | 'Not sent'): Promise<void> {
    // What was read was delivered before, and sent: it may be further by the time one looks.
    const further = { Sent: /Sent|Delivered|Read/, Delivered: /Delivered|Read/ };
    await expect(this.message(text)).toContainText(state === 'Sent' || state === 'Delivered' ? further[state] : state);
  }

  /** Goes to the end, if the timeline does not stand there already. */
  async jumpToLatest(): Promise<void> {
    const jump = this.page.getByRole('button', { name: /latest|new messages?$/ });
    // It goes by itself when the end comes into view, perhaps just before it is pressed.
    await expect(async () => {
      if (await jump.isVisible()) await jump.click({ timeout: 1_000 });
    }).toPass();
  }

  async showDetails(): Promise<void> {
    await this.page.getByRole('button', { name: 'Show details' }).click();
    await this.details.waitFor();
  }

  async hideDetails(): Promise<void> {
    await this.details.getByRole('button', { name: 'Close', exact: true }).click();
  }
}

/** The thread that is open beside a conversation. */
export class Thread extends Conversation {
  override readonly composer = this.page.getByRole('textbox', { name: 'Reply in thread' });
  override readonly timeline = this.page.getByRole('region', { name: 'Thread', exact: true });
  readonly alsoToRoom = this.page.getByRole('checkbox', { name: 'Also send to the room' });
}

/** Opens the conversation that stands in the sidebar as `title`. */
export async function open(shell: Shell, title: string): Promise<Conversation> {
  await shell.line(title).click();
  const conversation = new Conversation(shell.page);
  await conversation.composer.waitFor();
  return conversation;
}

/** Starts the direct conversation with `name`. */
export async function startDirect({ page }: Pick<Shell, 'page'>, name: string): Promise<Conversation> {
  await page.getByRole('button', { name: 'New direct message' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New direct message' });
  await dialog.getByRole('option', { name }).click();
  await dialog.getByRole('button', { name: 'Open conversation' }).click();
  const conversation = new Conversation(page);
  await conversation.composer.waitFor();
  return conversation;
}

export async function createRoom(
  { page }: Pick<Shell, 'page'>,
  name: string,
  people: readonly string[],
): Promise<Conversation> {
  await page.getByRole('button', { name: 'New room' }).click();
  const dialog = page.getByRole('dialog', { name: 'New room' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  for (const person of people) await dialog.getByRole('option', { name: person }).click();
  await dialog.getByRole('button', { name: 'Create room' }).click();
  const conversation = new Conversation(page);
  await conversation.composer.waitFor();
  return conversation;
}
