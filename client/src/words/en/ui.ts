import { counting } from './counting.ts';

/** What the components say that know no domain word. */
export const ui = {
  wait: 'Please wait',
  back: 'Back',
  cancel: 'Cancel',
  show: 'Show',
  hide: 'Hide',
  copied: 'Copied',
  copyingForbidden: 'This browser does not allow copying here.',
  copyYourself: 'Select the text and copy it yourself.',
  searchEmoji: 'Search emoji',
  emoji: 'Emoji',
  noEmoji: 'No emoji has that name.',
  verifyingLog: 'Verifying the organisation’s log',
  verified: (done: number, total: number) =>
    `Verifying the organisation’s log: ${counting.number(done)} of ${counting.number(total)} entries. This happens once in this browser.`,
  day: 'Day',
  time: 'Time',
  chooseDayAndTime: 'Choose a day and a time.',
  timeHasPassed: 'This time has passed. Choose a later one.',
  /** @param moment as `atTime` and its like say it. */
  clocksPutForward: (moment: string) => `Clocks are put forward then: it will be ${moment}.`,
  inMinutes: (count: number) => `In ${counting.length(count, 'minute')}`,
  inHours: (count: number) => (count === 1 ? 'In an hour' : `In ${counting.length(count, 'hour')}`),
  /** On a button. */
  tomorrow: (time: string) => `Tomorrow at ${time}`,
  monday: (time: string) => `Monday at ${time}`,
  /** Within a sentence. */
  atTime: (time: string) => `at ${time}`,
  tomorrowAt: (time: string) => `tomorrow at ${time}`,
  yesterdayAt: (time: string) => `yesterday at ${time}`,
  dayAt: (day: string, time: string) => `${day} at ${time}`,
  secretAdvice: 'Several unrelated words are easier to keep in mind than signs and numbers.',
  /** @param label of the field above: "Passphrase". */
  repeat: (label: string) => `Repeat ${label.toLowerCase()}`,
  differ: 'The two are different. Type it again.',
  linkWorksFor: 'The link works for',
  searchLabel: 'Search',
  searchByName: 'Search by name',
  noNameMatches: 'No name matches.',
  presence: { available: 'Available', away: 'Away', dnd: 'Do not disturb' },
  colours: {
    red: 'Red',
    orange: 'Orange',
    yellow: 'Yellow',
    green: 'Green',
    teal: 'Teal',
    blue: 'Blue',
    violet: 'Violet',
    pink: 'Pink',
    grey: 'Grey',
  },
  /** How secret something is. */
  levels: {
    unclassified: 'Unclassified',
    restricted: 'Restricted',
    confidential: 'Confidential',
    secret: 'Secret',
    'top-secret': 'Top secret',
  },
  noName: 'No name',
  /** What to call a browser until its person says otherwise. */
  browser: 'Browser',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
};
