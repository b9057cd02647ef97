import { describe, expect, it } from 'vitest';
import { told } from './told.ts';

describe('a problem, as a person is told it', () => {
  it('has the words of its code, unless the core knows better', () => {
    expect(told({ code: 'offline' })).toEqual({
      code: 'offline',
      sentence: 'The server cannot be reached.',
      nextStep: 'Check the connection and try again.',
    });
    const own = told({ code: 'offline', sentence: 'Search is not on this device yet.', retryAt: 5 });
    expect([own.sentence, own.nextStep, own.retryAt]).toEqual([
      'Search is not on this device yet.',
      'Check the connection and try again.',
      5,
    ]);
    expect(told({ code: 'offline', sentence: '' }).sentence).toBe('The server cannot be reached.');
    expect(told({ code: 'not-allowed', nextStep: 'Ask an owner.' }).nextStep).toBe('Ask an owner.');
  });
});
