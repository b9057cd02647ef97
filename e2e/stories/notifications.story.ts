import { findChromium } from '../../scripts/find-chromium.ts';
import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';

// The browser without windows has no notifications either.
const executablePath = findChromium();
test.use({ launchOptions: executablePath === undefined ? {} : { executablePath } });

test('a person is told of what they asked to be told of, and the window leads there', async ({ office }) => {
  const ana = await office.found();
  const context = await office.profile();
  await context.grantPermissions(['notifications'], { origin: office.relay.origin });
  // The browser's own windows cannot be looked at: what it is given to show can.
  await context.addInitScript(() => {
    const shown: { title: string; body: string; notification: Notification }[] = [];
    Object.assign(window, { shown });
    window.Notification = class extends Notification {
      constructor(title: string, options: NotificationOptions = {}) {
        super(title, options);
        shown.push({ title, body: options.body ?? '', notification: this });
      }
    };
  });
  const ben = await office.hire(ana, 'Ben Okafor', await context.newPage());
  const { page } = ben;
  const shown = () =>
    page.evaluate(() =>
      (window as unknown as { shown: { title: string; body: string }[] }).shown.map(
        ({ title, body }) => `${title}: ${body}`,
      ),
    );
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('Before he asked');
  await expect(ben.line('Ana Torres')).toContainText('Before he asked');

  await ben.go('Settings');
  await page.getByRole('button', { name: 'Turn on notifications' }).click();
  await expect(page.getByRole('switch', { name: 'Show notifications' })).toBeChecked();
  await atAna.say('The north crane is free');
  await expect.poll(shown).toEqual(['Ana Torres: The north crane is free']);
  await expect(page).toHaveTitle('(2) Tacit');
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', /^data:image\/svg/);

  // A press on the window leads to the conversation; there, nothing more is told.
  await page.evaluate(() => {
    const [first] = (window as unknown as { shown: { notification: Notification }[] }).shown;
    first?.notification.dispatchEvent(new Event('click'));
  });
  const atBen = await open(ben, 'Ana Torres');
  await expect(page).toHaveURL(/\/c\//);
  await atAna.say('Do you see it?');
  await atBen.reads('Do you see it?');
  await expect(page).toHaveTitle('Tacit');
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', '/mark.svg');

  // Only the name, and only outside of quiet hours.
  await ben.go('Settings');
  await page.getByRole('button', { name: 'They show' }).click();
  await page.getByRole('option', { name: 'Name only' }).click();
  await atAna.say('Nobody at the next desk reads this');
  await expect.poll(shown).toEqual(['Ana Torres: The north crane is free', 'Ana Torres: New message']);
  await page.getByText('Quiet hours', { exact: true }).click();
  await page.getByLabel('From', { exact: true }).fill('00:00');
  await page.getByLabel('To', { exact: true }).fill('23:59');
  await atAna.say('Good night');
  await expect(ben.line('Ana Torres')).toContainText('Good night');
  expect(await shown()).toHaveLength(2);
});
