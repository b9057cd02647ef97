import { putClockForward } from '../fixtures/moved-clock.ts';
import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';
import { unlock } from '../pages/onboarding.ts';

test('five tabs work through one core, whichever closes, and one lock locks all', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('From the first tab');
  await open(ben, 'Ana Torres');

  // Further tabs are open at once: the passphrase was given to this browser, not to a tab.
  const tabs = [];
  for (let count = 0; count < 4; count += 1) {
    const page = await ana.context.newPage();
    await page.goto(ana.page.url());
    tabs.push(await open(office.person('Ana Torres', page), 'Ben Okafor'));
  }
  const [second, , , fifth] = tabs;
  if (second === undefined || fifth === undefined) throw new Error('there are four');
  await fifth.reads('From the first tab');
  await second.say('From the second tab');
  await fifth.reads('From the second tab');
  await atAna.reads('From the second tab');

  // The tab that began it all goes, without a word.
  await ana.page.close();
  await fifth.say('The first tab is gone');
  const atBen = await open(ben, 'Ana Torres');
  await atBen.reads('The first tab is gone');
  await atBen.say('I can still hear you');
  await second.reads('I can still hear you');

  await fifth.page.getByRole('button', { name: 'Lock Tacit' }).click();
  for (const { page } of tabs) {
    await expect(page.getByRole('heading', { name: 'Unlock Northwind' })).toBeVisible();
    await expect(page.getByText('I can still hear you')).toHaveCount(0);
  }
  await unlock(second.page);
  await fifth.reads('I can still hear you');
});

test('Tacit locks itself in every tab when nobody has used it for half an hour', async ({ office }) => {
  office.moveClocks();
  const [ana] = await office.company(1);
  await ana.go('Settings');
  await expect(ana.page.getByText('Tacit locks itself after 30 minutes without use.')).toBeVisible();
  const second = await ana.context.newPage();
  await second.goto(office.relay.origin);
  await office.person('Ana Torres', second).conversations.waitFor();

  await putClockForward(ana.page, 29);
  await expect(ana.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await putClockForward(ana.page, 2);
  for (const page of [ana.page, second]) {
    await expect(page.getByRole('heading', { name: 'Unlock Northwind' })).toBeVisible();
  }
});

test('wrong passphrases are counted, and more of them make one wait', async ({ office }) => {
  const [ana] = await office.company(1);
  await ana.page.getByRole('button', { name: 'Lock Tacit' }).click();
  for (let failures = 0; failures < 4; failures += 1) {
    await unlock(ana.page, `not it ${failures}`);
    await expect(ana.page.getByText('That is not the passphrase.')).toBeVisible();
    await ana.page.reload();
  }
  await unlock(ana.page, 'not it either');
  await expect(ana.page.getByText('5 wrong passphrases in a row')).toBeVisible();
  await ana.page.reload();
  await expect(ana.page.getByText(/Wait \d+ seconds before the next one/)).toBeVisible();
});

test('a browser whose storage was emptied says so, and a damaged vault is not used', async ({ office }) => {
  const [, ben] = await office.company(2);
  await ben.page.getByRole('button', { name: 'Lock Tacit' }).click();
  await ben.page.getByRole('heading', { name: 'Unlock Northwind' }).waitFor();
  const { origin } = office.relay;
  const away = await ben.context.newPage();
  await away.goto(`${origin}/robots.txt`);
  await ben.page.close();
  await away.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('tacit');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const vault = request.result.transaction('vault', 'readwrite').objectStore('vault');
          vault.put({ id: 'slot:passphrase', record: { v: 1, damaged: true } }).onsuccess = () => {
            request.result.close();
            resolve();
          };
        };
      }),
  );
  const damaged = await ben.context.newPage();
  await damaged.goto(origin);
  await expect(damaged.getByRole('heading', { name: 'What is stored here is damaged' })).toBeVisible();
  await damaged.close();
  await away.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('tacit');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => resolve();
      }),
  );
  const emptied = await ben.context.newPage();
  await emptied.goto(origin);
  await expect(emptied.getByRole('heading', { name: 'You need an invitation' })).toBeVisible();
});
