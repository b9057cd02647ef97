import { counting } from './counting.ts';

/** How fresh the keys are, in pictures. */
export const keys = {
  hint: 'This is what your own device can know: the conversations that you are in, and the certificates in the log. Nobody can see into the conversations of others, and neither can this page.',
  oldest: 'Oldest keys',
  oldestHint: (days: number) =>
    `Each line is a conversation, and ends where its oldest keys are. Whoever held a copy of those could read along since then. At the right end, ${counting.length(days, 'day')}, a device is taken out.`,
  noConversation: 'You are in no conversation yet.',
  nobodySays: 'no device says when',
  age: (days: number) => (days === 0 ? 'today' : counting.plural(days, { one: '# day old', other: '# days old' })),
  suites: 'Cipher suites',
  suiteNames: {
    'x-wing': 'X-Wing (post-quantum)',
    x25519: 'X25519 (classical)',
  } as Readonly<Record<string, string>>,
  /** How many conversations use it. */
  suiteCount: (suite: string, count: number) => `${suite}: ${counting.number(count)}`,
  certificates: 'Certificates',
  certificatesHint:
    'When the certificates of all active devices end, month by month: now on the left, a year on the right.',
  ending: (all: number, soon: number) =>
    `${counting.plural(all, { one: '# certificate', other: '# certificates' })}; ending within a month: ${counting.number(soon)}`,
};
