import { describe, expect, it } from 'vitest';
import { quorumWords } from './quorum-words.ts';

describe('what k of n means, in words', () => {
  it('says that everything hangs on a single owner, and what to do', () => {
    expect(quorumWords(1, 1).weakness?.title).toBe('Everything hangs on one person');
  });

  it('shows a quorum of one among several as the weakness that it is', () => {
    const { title, weakness } = quorumWords(1, 3);
    expect(title).toBe('Any one of 3 owners');
    expect(weakness?.title).toBe('One robbed browser is enough');
  });

  it('says how many may be lost', () => {
    expect(quorumWords(2, 3)).toEqual({
      title: '2 of 3 owners',
      sentence:
        '2 of the 3 owners must sign what owners decide; no single one of them can do it alone. One of them may be lost, and the others can still replace them.',
    });
    expect(quorumWords(2, 5).sentence).toContain('3 of them may be lost');
    expect(quorumWords(2, 2).weakness?.title).toBe('No owner may be lost');
  });
});
