import { findChromium } from '../../scripts/find-chromium.ts';
import { expect, test } from '../fixtures/story.ts';

// The browser without windows has no notifications.
const executablePath = findChromium();
test.use({ launchOptions: executablePath === undefined ? {} : { executablePath } });

/**
 * The push service of the browser's maker, as a page meets it. The browser of a story has no network to it, and says so on the
 * console.
 */
function standIn(reachable: boolean): void {
  let made: object | null = null;
  const subscription = (key: unknown) => ({
    endpoint: 'https://push.example.org/wake/ana',
    options: { applicationServerKey: key instanceof Uint8Array ? key.slice().buffer : null },
    unsubscribe: async () => {
      made = null;
      return true;
    },
  });
  Object.assign(PushManager.prototype, {
    getSubscription: async () => made,
    subscribe: async (options?: PushSubscriptionOptionsInit) => {
      if (!reachable) throw new DOMException('push service not available', 'AbortError');
      made = subscription(options?.applicationServerKey);
      return made;
    },
  });
}

test('a browser is woken where the server and the person want it, and says that something came', async ({ office }) => {
  const context = await office.profile({ serviceWorkers: 'allow' });
  await context.grantPermissions(['notifications'], { origin: office.relay.origin });
  const page = await context.newPage();
  const ana = await office.found(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await ana.go('Settings');
  await expect(page.getByText('This server does not wake browsers.')).toBeVisible();

  await office.relay.stop();
  const settings = {
    TACIT_PUSH: 'on',
    TACIT_PUSH_CONTACT: 'mailto:ops@example.org',
    TACIT_PUSH_HOSTS: 'push.example.org',
  };
  office.relay = await office.relay.again({ settings });
  await expect(ana.connection).toHaveText('Connected');
  const wake = page.getByRole('switch', { name: 'Wake this browser' });
  await page.evaluate(standIn, false);
  await wake.click({ force: true });
  await expect(page.getByRole('alert')).toContainText('push service of this browser cannot be reached');
  await page.evaluate(standIn, true);
  await wake.click({ force: true });
  await expect(wake).toBeChecked();
  await wake.click({ force: true });
  await expect(wake).not.toBeChecked();

  // Before her eyes nothing needs to be said; with no window open, one thing.
  const browser = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const id = registrations.find(({ isDeleted }) => !isDeleted)?.registrationId;
      if (id !== undefined) resolve(id);
    });
  });
  await browser.send('ServiceWorker.enable');
  const registrationId = await registered;
  const { origin } = office.relay;
  const deliver = () => browser.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: '' });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, tag }) => `${title}|${body}|${tag}`);
    });
  await deliver();
  expect(await shown()).toEqual([]);
  await page.goto('about:blank');
  await deliver();
  await deliver();
  await page.goto(origin);
  await expect.poll(shown).toEqual(['New activity in Tacit||tacit-activity']);
});
