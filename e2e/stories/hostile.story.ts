import { hostileNames, hostileTexts } from '../fixtures/hostile-texts.ts';
import { expect, test } from '../fixtures/story.ts';
import { createRoom, open } from '../pages/conversation.ts';

test('hostile texts, names and room titles run nothing, break nothing and deceive nobody', async ({ office }) => {
  const [scriptName = '', reversed = '', , wide = ''] = hostileNames;
  const [ana] = await office.company(1);
  const mallory = await office.hire(ana, scriptName);
  const atMallory = await createRoom(mallory, wide, ['Ana Torres']);
  for (const text of hostileTexts) await atMallory.say(text);
  await atMallory.say('And that was all of it');
  await atMallory.isAt('And that was all of it', 'Delivered');

  const atAna = await open(ana, wide.slice(0, 20));
  await atAna.jumpToLatest();
  await atAna.reads('And that was all of it');

  // Read from the end to the beginning, at both widths: nothing sticks out, nothing runs, nothing leads astray.
  for (const size of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await ana.page.setViewportSize(size);
    await atAna.composer.waitFor();
    await atAna.timeline.focus();
    for (let pages = 0; pages < 30; pages += 1) {
      await ana.page.keyboard.press('PageUp');
      const out = await ana.page.evaluate(() => ({
        wider: document.documentElement.scrollWidth > window.innerWidth,
        pwned: 'pwned' in window,
        foreign: [...document.querySelectorAll('a[href]')]
          .map((link) => (link as HTMLAnchorElement).protocol)
          .filter((scheme) => !['http:', 'https:', 'mailto:'].includes(scheme)),
        elements: document.querySelectorAll(
          'script:not([src]), iframe, object, embed, form[action], base, main img, main style',
        ).length,
      }));
      expect(out).toEqual({ wider: false, pwned: false, foreign: [], elements: 0 });
    }
  }
  await ana.page.setViewportSize({ width: 1280, height: 800 });
  await ana.go('People');
  await expect(ana.page.getByRole('main').getByText(scriptName)).toBeVisible();

  // A name that runs backwards is refused or tamed, never drawn over its neighbours.
  const other = await createRoom(mallory, reversed, []);
  await expect(other.title).toBeVisible();
  expect(await mallory.page.evaluate(() => 'pwned' in window)).toBe(false);
});
