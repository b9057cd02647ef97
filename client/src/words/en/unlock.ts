import { counting } from './counting.ts';

export const unlock = {
  title: (organisation: string) => `Unlock ${organisation}`,
  forgotten:
    'Forgot it? Nobody can reset a passphrase. An owner or admin can invite you again; what is stored in this browser stays locked.',
  hasAccount: 'This browser has an account already',
  linkIsForOthers:
    'The link that you opened is for somebody without one. Unlock your account, or open the link in another browser.',
  openedMessage: 'You opened a link to a message',
  shownOnceUnlocked: 'It is shown once you have unlocked.',
  wrongInARow: (failures: number) =>
    counting.plural(failures, { one: 'A wrong passphrase', other: '# wrong passphrases in a row' }),
  wait: (seconds: number) => `Wait ${counting.length(seconds, 'second')} before the next one.`,
  /** Wrong ones, in a row. */
  triesLeft: (left: number) =>
    counting.plural(left, {
      one: 'One try is left. Then this browser deletes what it holds.',
      other: '# tries are left. Then this browser deletes what it holds.',
    }),
  unlock: 'Unlock',
  consentTitle: (organisation: string) => `Before you use ${organisation}`,
  consentText: 'What you accept',
  lockAgain: 'Lock again',
  accept: 'I accept',
};
