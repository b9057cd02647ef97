import { expect, test } from '../fixtures/story.ts';
import { createRoom } from '../pages/conversation.ts';

test('on a phone the way back leads up, one step at a time, and out of what lies over the page', async ({ office }) => {
  const [ana] = await office.company(1, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const { page } = ana;
  const home = page.url();
  const room = await createRoom(ana, 'Harbour', []);
  const inRoom = page.url();
  await room.say('The north crane is free');

  // What has an address of its own, and what has none.
  await room.showDetails();
  await page.goBack();
  await expect(room.details).toHaveCount(0);
  await expect(room.composer).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Options for Harbour' }).click();
  await page.getByRole('menuitem', { name: 'Find in this conversation' }).click();
  const search = page.getByRole('complementary', { name: 'Search' });
  await expect(search).toBeVisible();
  await page.goBack();
  await expect(search).toHaveCount(0);
  await expect(room.composer).toBeVisible();
  await page.goBack();
  await expect(ana.conversations).toBeVisible();
  expect(page.url()).toBe(home);

  // Closed by its own button, it leaves no step behind.
  await ana.line('Harbour').click();
  await room.composer.waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Options for Harbour' }).click();
  await page.getByRole('menuitem', { name: 'Find in this conversation' }).click();
  await search.getByRole('button', { name: 'Back' }).click();
  await expect(search).toHaveCount(0);
  await page.goBack();
  await expect(ana.conversations).toBeVisible();

  // From a result one comes back to where one looked from.
  await ana.line('Harbour').click();
  await room.showDetails();
  await room.details.getByRole('button', { name: 'Back' }).click();
  await expect(page).toHaveURL(inRoom);
  await page.getByRole('main').getByRole('button', { name: 'Back' }).click();
  await expect(page).toHaveURL(home);
  await page.getByRole('button', { name: /^Search/ }).click();
  await search.getByRole('searchbox').fill('crane');
  await search.getByRole('option').click();
  await expect(page).toHaveURL(inRoom);
  await page.goBack();
  await expect(page).toHaveURL(home);
  await expect(search).toHaveCount(0);
});
