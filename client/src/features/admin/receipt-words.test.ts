import { describe, expect, it } from 'vitest';
import { receiptWords } from './receipt-words.ts';

const nothing = { confirmed: 0, alone: 0, stillIn: 0, noRecord: 0 };

describe('what a saved receipt says', () => {
  it('never claims what it has not', () => {
    expect(receiptWords(nothing, 'Ben')).toBe('No removal from a conversation of yours is on record.');
    expect(receiptWords({ ...nothing, stillIn: 1 }, 'Ben')).toContain('Ben is still in 1 conversation of yours.');
  });

  it('tells what others confirm from what this device says alone', () => {
    expect(receiptWords({ confirmed: 3, alone: 1, stillIn: 0, noRecord: 2 }, 'Ben')).toBe(
      'Saved: 3 removals are confirmed by others, 1 removal is signed by this device alone. Of 2 conversations this device has no record.',
    );
  });
});
