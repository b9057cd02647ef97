import type { Page } from '@playwright/test';
import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';
import { PASSPHRASE } from '../pages/onboarding.ts';

/** What people have written and named, and what is called the same in every language. */
const ours =
  /Ana Torres|Ben Okafor|Northwind|Everyone|Good morning, Ben|Chúc buổi sáng tốt lành|Tacit|English|Tiếng Việt|Markdown|GNU Affero/g;

/** Texts of the page, shown or read out, that are written in Latin letters only. */
function latinTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node: Node | null = walker.currentNode; node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(node.getAttribute(name) ?? '');
      } else if (node.parentElement?.closest('kbd, code, script, style, [aria-hidden="true"]') === null) {
        texts.push(node.textContent ?? '');
      }
    }
    return [...new Set(texts.map((text) => text.trim()))].filter((text) => /^[\P{L}\p{Script=Latin}]*$/u.test(text));
  });
}

/** No sentence or label is left in another language. */
async function speaksArabic(page: Page, where: string): Promise<void> {
  const left = (await latinTexts(page)).filter((text) => /[a-z]{2}/i.test(text.replaceAll(ours, '')));
  expect(left, where).toEqual([]);
}

test('Ana works in Arabic and Ben in Vietnamese, and both talk', async ({ office }) => {
  // Ben's browser asks for Vietnamese: so he is asked for his passphrase before anything was opened or chosen.
  const [ana, { page: bens }] = await office.company(2, {}, { locale: 'vi-VN' });
  await expect(bens.getByRole('heading', { name: 'Mở khóa Northwind' })).toBeVisible();
  await isClean(bens, 'unlock in Vietnamese');
  await picture(bens, 'vi-unlock');
  await bens.getByLabel('Cụm mật khẩu').fill(PASSPHRASE);
  await bens.getByRole('button', { name: 'Mở khóa' }).click();

  const direct = await startDirect(ana, 'Ben Okafor');
  await direct.say('Good morning, Ben');
  await bens.getByRole('navigation', { name: 'Cuộc trò chuyện' }).getByRole('link', { name: 'Ana Torres' }).click();
  await expect(bens.getByText('Good morning, Ben').last()).toBeVisible();

  await ana.go('Settings');
  const { page } = ana;
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'العربية' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'الإعدادات' })).toBeVisible();
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'ar',
    'rtl',
  ]);
  await expect(page.getByRole('heading', { name: 'أجهزتي' })).toBeVisible();
  await isClean(page, 'settings in Arabic');
  await speaksArabic(page, 'settings');
  await picture(page, 'ar-settings');

  const places = page.getByRole('navigation', { name: 'Tacit' });
  await places.getByRole('link', { name: 'الإدارة' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('main').getByText('Ben Okafor').first()).toBeVisible();
  await isClean(page, 'administration in Arabic');
  await speaksArabic(page, 'administration');
  await picture(page, 'ar-administration');

  // Each writes as they like, and reads what the other wrote.
  await page.getByRole('navigation', { name: 'المحادثات' }).getByRole('link', { name: 'Ben Okafor' }).click();
  const writing = bens.getByRole('main').getByRole('textbox');
  await writing.fill('Chúc buổi sáng tốt lành');
  await writing.press('Enter');
  await expect(page.getByRole('main').getByText('Chúc buổi sáng tốt lành', { exact: true })).toBeVisible();
  const reply = page.getByRole('main').getByRole('textbox');
  await reply.fill('صباح النور يا بن');
  await reply.press('Enter');
  await expect(bens.getByRole('main').getByText('صباح النور يا بن', { exact: true })).toBeVisible();
  await isClean(page, 'conversation in Arabic');
  await speaksArabic(page, 'conversation');
  await picture(page, 'ar-conversation');
  await picture(bens, 'vi-conversation');

  // It is of this browser, so the lock screen speaks it too; and the way back is in everybody's own words.
  await page.getByRole('button', { name: 'قفل Tacit' }).click();
  await expect(page.getByRole('heading', { name: 'افتح قفل Northwind' })).toBeVisible();
  await picture(page, 'ar-unlock');
  await page.getByLabel('عبارة المرور').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'فتح القفل' }).click();
  await places.getByRole('link', { name: 'الإعدادات' }).click();
  await page.getByRole('button', { name: 'اللغة' }).click();
  await page.getByRole('option', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr');
  const again = await open(ana, 'Ben Okafor');
  await again.reads('صباح النور');
});
