import { putClockForward } from '../fixtures/moved-clock.ts';
import { expect, ORGANISATION, test } from '../fixtures/story.ts';
import { inviteTo } from '../pages/shell.ts';
test('a link whose time is over says so, by the clock of the browser and by that of the relay', async ({ office }) => {
  await office.moveClocks();
  const ana = await office.found();
  const { link } = await inviteTo(ana, { name: 'Chloe Martin', period: '1 day' });
  const page = await office.page();
  await page.goto(office.relay.origin);
  await expect(page.getByRole('heading', { name: 'You need an invitation' })).toBeVisible();
  await putClockForward(page, 25 * 60);
  await page.goto(link); await page.waitForTimeout(8000); console.log(office.troubles, await page.locator('body').ariaSnapshot());
  await expect(page.getByRole('heading', { name: 'This link has expired' })).toBeVisible();
  await expect(page.getByText('Ask for a new link.')).toBeVisible();

  await office.relay.stop();
  office.relay = await office.relay.again({ clockAhead: 25 * 3_600_000 });
  const other = await office.page();
  await other.goto(link);
  await expect(other.getByRole('heading', { name: 'This link has expired' })).toBeVisible();
});
