import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';
import { unlock } from '../pages/onboarding.ts';

test('without a server the app starts, opens and shows what was said; what is kept for that is only the app', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2, {}, { serviceWorkers: 'allow' });
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('Meet me at berth seven');
  const atBen = await open(ben, 'Ana Torres');
  await atBen.reads('Meet me at berth seven');
  await ben.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const address = ben.page.url();
  await ben.page.close();
  await office.relay.stop();

  const page = await ben.context.newPage();
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'Unlock Northwind' })).toBeVisible();
  await unlock(page);
  const back = office.person('Ben Okafor', page);
  await expect(back.connection).toContainText('Offline');
  const again = await open(back, 'Ana Torres');
  await again.reads('Meet me at berth seven');
  await again.say('I am on my way');
  await again.isAt('I am on my way', 'Waiting to be sent');

  const kept = await page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) found.push(`${name} ${new URL(url).pathname}`);
    }
    return found;
  });
  expect(kept.length).toBeGreaterThan(5);
  // Besides the app only the name of the language, for what is told while no window is open.
  expect(kept).toContain('tacit-language /language');
  const app = kept.filter((one) => one !== 'tacit-language /language');
  for (const one of app) expect(one).toMatch(/^tacit-shell-[0-9a-f]{16} \/(?:assets\/[^/]+|[^/]*)$/);

  office.relay = await office.relay.again();
  await expect(back.connection).toHaveText('Connected');
  await atAna.reads('I am on my way');
});
