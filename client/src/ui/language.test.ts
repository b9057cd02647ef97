import { describe, expect, it } from 'vitest';
import { pickLanguage } from './language.ts';

describe('language', () => {
  it('is the chosen one, else the first that the browser asks for and the app has', () => {
    expect(pickLanguage('vi', ['en-GB'])).toBe('vi');
    expect(pickLanguage(null, ['fr-FR', 'ar-EG', 'en'])).toBe('ar');
    expect(pickLanguage('tlh', ['VI-vn'])).toBe('vi');
    expect(pickLanguage(null, [])).toBe('en');
  });
});
