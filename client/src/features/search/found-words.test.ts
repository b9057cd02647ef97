import { describe, expect, it } from 'vitest';
import { foundWords } from './found-words.ts';

describe('what a search has come to', () => {
  it('says how many, whether there are more, and how far back', () => {
    const whole = { hits: [], complete: true };
    expect(foundWords(' ', whole, 0, false)).toBe('');
    expect(foundWords('boat', undefined, 0, true)).toBe('Searching…');
    expect(foundWords('boat', whole, 0, false)).toBe('No message found. Try fewer or other words.');
    expect(foundWords('boat', whole, 1, false)).toBe('1 message.');
    expect(foundWords('boat', { ...whole, cursor: 'c' }, 30, false)).toBe('The newest 30 messages.');
    const partly = { hits: [], complete: false, indexedBackTo: new Date(2026, 4, 1).getTime() };
    expect(foundWords('boat', partly, 2, false)).toMatch(/^2 messages back to .*2026.*still being looked through/);
    expect(foundWords('boat', { hits: [], complete: false }, 0, false)).toMatch(/^No message found so far/);
  });
});
