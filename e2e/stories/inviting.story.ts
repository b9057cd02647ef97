import { expect, ORGANISATION, test } from '../fixtures/story.ts';
import { join } from '../pages/onboarding.ts';
import { inviteTo } from '../pages/shell.ts';

test('Ben joins through a link that leaves no trace in the address bar and works once', async ({ office }) => {
  const ana = await office.found();
  const { link } = await inviteTo(ana, { name: 'Ben Okafor', role: 'Admin', period: '1 day' });
  const page = await office.page();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: `Join ${ORGANISATION}` })).toBeVisible();
  await expect(page.getByText('Ben Okafor', { exact: false }).first()).toBeVisible();
  expect(page.url()).toBe(`${office.relay.origin}/`);
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
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
  const ana = await office.found();
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
