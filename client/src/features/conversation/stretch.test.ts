import { describe, expect, it } from 'vitest';
import type { MessageView, TimelineSnapshot } from '#client/bridge/port.ts';
import { type GroupId, parseId, type UserId } from '#shared/ids/index.ts';
import { stretchOf } from './stretch.ts';

const conversation = parseId<GroupId>('AQEBAQEBAQEBAQEBAQEBAQ');
const by = parseId<UserId>('AQEBAQEBAQEBAQEBAQEBAQ');
const entry = (key: string): MessageView => ({ kind: 'event', key, at: 1, event: { kind: 'created', by } });
const timeline = (breaks?: string[]): TimelineSnapshot => ({
  conversation,
  entries: ['1', '2', '5', '6', '8', '9'].map(entry),
  hasOlder: false,
  ...(breaks === undefined ? {} : { breaks }),
});
const keys = (place: string | undefined, breaks?: string[]) => {
  const { entries, hasOlder, hasNewer } = stretchOf(timeline(breaks), place);
  return [entries.map(({ key }) => key).join(''), hasOlder, hasNewer];
};

describe('the stretch that a window looks at', () => {
  it('is everything where nothing is missing', () => {
    expect(keys(undefined)).toEqual(['125689', false, false]);
    expect(keys('5')).toEqual(['125689', false, false]);
  });

  it('is what lies between two breaks, and says that there is more', () => {
    expect(keys(undefined, ['5', '8'])).toEqual(['89', true, false]);
    expect(keys('2', ['5', '8'])).toEqual(['12', false, true]);
    expect(keys('6', ['5', '8'])).toEqual(['56', true, true]);
    // The message at the place may be gone.
    expect(keys('7', ['5', '8'])).toEqual(['56', true, true]);
  });
});
