import { putClockForward } from '../fixtures/moved-clock.ts';
import { expect, ORGANISATION, test } from '../fixtures/story.ts';
import { join } from '../pages/onboarding.ts';
import { inviteTo } from '../pages/shell.ts';

test('Ben joins through a link that leaves no trace in the address bar and works once', async ({ office }) => {
  const [ana] = await office.company(1);
  const { link } = await inviteTo(ana, { name: 'Ben Okafor', role: 'Admin', period: '1 day' });
  const page = await office.page();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: `Join ${ORGANISATION}` })).toBeVisible();
  await expect(page.getByText('Ben Okafor', { exact: false }).first()).toBeVisible();
  expect(page.url()).toBe(`${office.relay.origin}/`);
  const past = await page.context().newCDPSession(page);
  const { entries } = await past.send('Page.getNavigationHistory');
  expect(entries.map(({ url }) => url).filter((url) => url.includes('#'))).toEqual([]);
  await join(page, link, { name: 'Ben Okafor' });
  const ben = office.person('Ben Okafor', page);
  await expect(ben.connection).toContainText('Connected');
  await ben.go('People');
  await expect(page.getByRole('main').getByText('Ana Torres')).toBeVisible();
  await ana.go('People');
  await expect(ana.page.getByRole('main').getByText('Ben Okafor')).toBeVisible();

  const second = await office.page();
  await second.goto(link);
  await expect(second.getByRole('heading', { name: 'This link has been used' })).toBeVisible();
});

test('a revoked, a changed and a cut-off link each say what they are', async ({ office }) => {
  const [ana] = await office.company(1);
  const { link } = await inviteTo(ana, { name: 'Chloe Martin' });
  await ana.page.getByRole('button', { name: 'Revoke the invitation for Chloe Martin' }).click();
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(ana.page.getByText('Revoked; the link is dead')).toBeVisible();

  const heading = async (address: string) => {
    const page = await office.page();
    await page.goto(address);
    return page.getByRole('heading', { level: 1 });
  };
  await expect(await heading(link)).toHaveText('This link was withdrawn');
  const changed = `${link.slice(0, -12)}AAAAAAAAAAAA`;
  await expect(await heading(changed)).toHaveText('This link is damaged');
  await expect(await heading(link.slice(0, -30))).toHaveText('This link is damaged');
});

test('a link whose time is over says so, by the clock of the browser and by that of the relay', async ({ office }) => {
  office.moveClocks();
  const [ana] = await office.company(1);
  const { link } = await inviteTo(ana, { name: 'Chloe Martin', period: '1 day' });
  const page = await office.page();
  await page.goto(office.relay.origin);
  await expect(page.getByRole('heading', { name: 'You need an invitation' })).toBeVisible();
  await putClockForward(page, 25 * 60);
  await page.goto(link);
  const expired = page.getByRole('heading', { name: 'This link has expired' });
  await expect(async () => {
    // The connection has slept for a day and may have to be made anew.
    const again = page.getByRole('button', { name: 'Try again' });
    if (await again.isVisible()) await again.click();
    await expect(expired).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText('Ask for a new link.')).toBeVisible();

  await office.relay.stop();
  office.relay = await office.relay.again({ clockAhead: 25 * 3_600_000 });
  const other = await office.page();
  await other.goto(link);
  await expect(other.getByRole('heading', { name: 'This link has expired' })).toBeVisible();
});
