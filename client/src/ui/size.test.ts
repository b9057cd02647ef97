import { describe, expect, it } from 'vitest';
import { sizeWords } from './size.ts';

describe('the size of a file in words', () => {
  it('has the unit that leaves few digits', () => {
    expect(sizeWords(0)).toBe('0 bytes');
    expect(sizeWords(1)).toBe('1 byte');
    expect(sizeWords(1023)).toMatch(/^1,?023 bytes$|^1,?020 bytes$/);
    expect(sizeWords(86_016)).toBe('84 kB');
    expect(sizeWords(2_411_725)).toBe('2.3 MB');
    expect(sizeWords(26_214_400)).toBe('25 MB');
  });
});
