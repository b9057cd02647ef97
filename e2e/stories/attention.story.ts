import { expect, test } from '../fixtures/story.ts';
import { createRoom, open, startDirect } from '../pages/conversation.ts';
import { unlock } from '../pages/onboarding.ts';

test('a person sorts conversations, mutes one, and comes back to another', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const direct = await startDirect(ana, 'Ben Okafor');
  await direct.say('Hello Ben');
  const room = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await room.say('All aboard');

  const { page, conversations } = ben;
  const menu = async (name: string, item: string) => {
    await ben.line(name).hover();
    await conversations.getByRole('button', { name: `Options for ${name}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await expect(ben.line('Harbour')).toContainText('1 unread');
  await expect(page).toHaveTitle('(2) Tacit');

  await menu('Harbour', 'Add to favourites');
  const favourites = conversations.getByRole('region', { name: 'Favourites' });
  await expect(favourites.getByRole('link')).toContainText('Harbour');

  // A muted conversation does not count, and muting is taken back by one press.
  await menu('Harbour', 'Mute');
  await expect(page).toHaveTitle('(1) Tacit');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page).toHaveTitle('(2) Tacit');

  // By the right button too, and by keyboard alone.
  await ben.line('Ana Torres').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Mark as read' }).click();
  await expect(page).toHaveTitle('(1) Tacit');
  await ben.line('Ana Torres').click();
  await page.getByRole('main').getByRole('button', { name: 'Options for Ana Torres' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Mark as unread' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'No conversation is open' })).toBeVisible();
  await expect(ben.line('Ana Torres')).toContainText('Marked as unread');

  // A closed section shows what asks to be looked at, and nothing else.
  await open(ben, 'Ana Torres');
  await expect(ben.line('Ana Torres')).not.toContainText('Marked as unread');
  await open(ben, 'Harbour');
  await conversations.getByRole('button', { name: 'Direct messages', exact: true }).click();
  await expect(ben.line('Ana Torres')).toHaveCount(0);
  await direct.page.getByRole('link', { name: /Ben Okafor/ }).click();
  await direct.say('Are you there?');
  await expect(ben.line('Ana Torres')).toContainText('1 unread');

  // All of it is still there after the only tab was closed.
  await page.goto(office.relay.origin);
  await unlock(page);
  await expect(favourites.getByRole('link')).toContainText('Harbour');
  await expect(conversations.getByRole('button', { name: 'Direct messages', exact: true })).toHaveAttribute(
    'aria-expanded',
    'false',
  );
});

test('a person sees that a colleague is writing, unless one of them does not want that', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('Hello Ben');
  const atBen = await open(ben, 'Ana Torres');
  await atBen.reads('Hello Ben');
  // A signal may be lost; whoever goes on writing says so again.
  await expect(async () => {
    await atBen.composer.press('x');
    await expect(ana.page.getByTestId('writing')).toContainText('Ben Okafor is writing', { timeout: 1_000 });
  }).toPass();
  await expect(ana.line('Ben Okafor')).toContainText('Writing…');
  await atBen.say('I am');
  await atAna.reads('I am');
  await expect(ana.page.getByTestId('writing')).toHaveText('');

  await ben.go('Settings');
  await ben.page.getByText('Show when somebody is writing').click();
  await open(ben, 'Ana Torres');
  await atAna.composer.pressSequentially('Are you');
  await atBen.composer.pressSequentially('Here');
  await atBen.composer.press('Enter');
  await atAna.reads('Here');
  await expect(ana.page.getByTestId('writing')).toHaveText('');
  await expect(ben.page.getByTestId('writing')).toHaveText('');
});

test('a person goes through conversations by keyboard alone', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const direct = await startDirect(ana, 'Ben Okafor');
  await direct.say('Hello Ben');
  const room = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await room.say('All aboard');
  await expect(ben.line('Harbour')).toContainText('1 unread');

  const { page } = ben;
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Next unread conversation');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);

  // To the next one, where one can write at once; around the end; and to what is unread only.
  const title = page.getByRole('main').getByRole('heading', { level: 1 });
  await page.keyboard.press('Alt+ArrowDown');
  await expect(title).toHaveText('Ana Torres');
  await expect(page.getByRole('textbox', { name: 'Message to Ana Torres' })).toBeFocused();
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await expect(title).toHaveText('Harbour');
  await expect(ben.line('Harbour')).not.toContainText('unread');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(title).toHaveText('Ana Torres');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(title).toHaveText('Harbour');

  // A question mark that one writes is one.
  await page.keyboard.type('Why?');
  await expect(page.getByRole('textbox', { name: 'Message to Harbour' })).toHaveValue('Why?');
  await page.getByRole('button', { name: 'Show details' }).press('Enter');
  await expect(page.getByRole('complementary')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary')).toHaveCount(0);
});

test('a person sees who has read what they wrote, and whoever does not tell is not told', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('Berth seven has no power');
  await atAna.isAt('Berth seven', 'Delivered');
  await expect(atAna.message('Berth seven')).not.toContainText('Read');
  const atBen = await open(ben, 'Ana Torres');
  await atBen.reads('Berth seven');
  await atAna.isAt('Berth seven', 'Read');
  await atAna.message('Berth seven').getByRole('button', { name: 'Read. By whom?' }).press('Enter');
  const reach = ana.page.getByRole('dialog', { name: 'Who has this message' });
  await expect(reach.getByRole('region', { name: 'Read' })).toHaveText(/Ben Okafor/);
  await ana.page.keyboard.press('Escape');

  await ben.go('Settings');
  await ben.page.getByText('Read receipts', { exact: true }).click();
  await open(ben, 'Ana Torres');
  await atAna.say('It has now');
  await atBen.reads('It has now');
  await atBen.say('Good');
  await atAna.reads('Good');
  await atBen.isAt('Good', 'Delivered');
  await expect(atAna.message('It has now')).toContainText('Delivered');
  await atBen.message('Good').getByRole('button', { name: 'Delivered. By whom?' }).click();
  await expect(ben.page.getByRole('dialog', { name: 'Who has this message' })).toContainText('Read receipts are off');
});
