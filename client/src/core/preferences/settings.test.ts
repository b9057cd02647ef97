import { describe, expect, it } from 'vitest';
import { withinPolicy } from './settings.ts';

const decided = {
  notify: true,
  notifyContent: 'text',
  quietHours: undefined,
  urgentAlways: false,
  readReceipts: true,
  typing: true,
  presence: true,
  status: { state: 'auto', text: '', emoji: '', until: null },
  keywords: [],
  collapsed: [],
} as const;
const at = (notificationContent: 'nothing' | 'name' | 'text', quietNights: 'on' | 'off' = 'off') => ({
  notificationContent,
  quietNights,
});
type Decided = Parameters<typeof withinPolicy>[0];
const with_ = (change: Partial<Decided>): Decided => ({ ...decided, keywords: [], collapsed: [], ...change });

describe('notifications', () => {
  it('show no more than the policy lets them, whatever was decided', () => {
    for (const wish of ['nothing', 'name', 'text'] as const) {
      expect(withinPolicy(with_({ notifyContent: wish }), at('text')).notifyContent).toBe(wish);
      expect(withinPolicy(with_({ notifyContent: wish }), at('nothing')).notifyContent).toBe('nothing');
    }
    expect(withinPolicy(with_({}), at('name')).notifyContent).toBe('name');
    expect(withinPolicy(with_({ notifyContent: 'nothing' }), at('name')).notifyContent).toBe('nothing');
  });

  it('are quiet at night where the policy says so, until the person decides', () => {
    expect(withinPolicy(with_({}), at('text')).quietHours).toBeNull();
    expect(withinPolicy(with_({}), at('text', 'on')).quietHours).toEqual({ from: 1_320, to: 420 });
    expect(withinPolicy(with_({ quietHours: null }), at('text', 'on')).quietHours).toBeNull();
    const hours = { from: 60, to: 120 };
    expect(withinPolicy(with_({ quietHours: hours }), at('text', 'on')).quietHours).toEqual(hours);
  });
});
