import { expect, it } from 'vitest';
import { speak } from '#client/words/index.ts';
import { locale } from './locale.ts';
import { momentWords } from './moments.ts';
import { dayName, distance } from './time.ts';

const NOW = new Date(2026, 10, 30, 12).getTime();
const YESTERDAY = new Date(2026, 10, 29, 9).getTime();

const said = () => [dayName(YESTERDAY, NOW), distance(NOW + 3 * 3_600_000, NOW), momentWords(YESTERDAY, NOW)];

it('formats dates as the language has them that is spoken now', async () => {
  const english = said();
  expect(english.slice(0, 2)).toEqual(['Yesterday', 'in 3 hours']);
  try {
    await speak('vi');
    expect(locale()).toBe('vi');
    expect(said().slice(0, 2)).toEqual(['Hôm qua', 'sau 3 giờ nữa']);
    expect(said()[2]).toBe('hôm qua lúc 09:00');
    await speak('ar');
    expect(said().slice(0, 2)).toEqual(['أمس', 'خلال 3 ساعات']);
  } finally {
    await speak('en');
  }
  expect(said()).toEqual(english);
});
