import { expect, test } from '../fixtures/story.ts';

test('walk', async ({ office }) => {
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben Okafor');
  await expect(ben.connection).toHaveText('Connected');
  await ben.page.screenshot({ path: '/tmp/shots/ben.png' });
  await ana.page.screenshot({ path: '/tmp/shots/ana.png' });
});
