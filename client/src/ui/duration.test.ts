import { describe, expect, it } from 'vitest';
import { durationWords, timeLeft } from './duration.ts';

describe('lengths of time', () => {
  it('are said in the largest unit of which they are a whole number', () => {
    const said = [1, 59, 60, 90, 3_600, 5_400, 86_400, 604_800, 2_419_200].map(durationWords);
    expect(said).toEqual([
      '1 second',
      '59 seconds',
      '1 minute',
      '90 seconds',
      '1 hour',
      '90 minutes',
      '1 day',
      '1 week',
      '4 weeks',
    ]);
  });

  it('that are left are rounded up, and say when they will be said otherwise', () => {
    expect(timeLeft(0).words).toBe('0 seconds');
    expect(timeLeft(999).short).toBe('1 sec');
    expect(timeLeft(60_000).words).toBe('60 seconds');
    expect(timeLeft(60_001)).toMatchObject({ words: '2 minutes', changesIn: 100 });
    expect(timeLeft(90 * 60_000)).toEqual({ words: '2 hours', short: '2 hrs', changesIn: 30 * 60_000 });
    expect(timeLeft(3 * 86_400_000).short).toBe('3 days');
    for (let ms = 1; ms < 2e9; ms = Math.ceil(ms * 1.37)) {
      const { words, changesIn } = timeLeft(ms);
      if (ms > 200) expect(timeLeft(ms - changesIn).words, String(ms)).not.toBe(words);
    }
  });
});
