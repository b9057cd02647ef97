/** Where one says how one can be reached. */
export const statusDialog = {
  title: 'Your status',
  youAre: 'You are',
  available: 'Available',
  awayByItself: 'Away after five minutes in which you do nothing here.',
  away: 'Away',
  dnd: 'Do not disturb',
  heldBack: 'Notifications of this device are held back.',
  status: 'Status',
  example: 'In a meeting',
  fewWords: 'A few words, with an emoji in front if you like.',
  /** What many people say. */
  usual: ['🗓️ In a meeting', '🎧 Focusing', '🏠 Working from home', '🌴 On holiday'] as readonly string[],
  until: 'Until',
  untilChanged: 'Until I change it',
  today: 'Today',
  /** @param moment such as "tomorrow at 9:00". */
  asSet: (moment: string) => `As set: ${moment}`,
  whoSees:
    'People of your direct conversations and small rooms see it, encrypted, while this device is open. Nobody stores it.',
  policyHides: 'Nobody else sees it: your organisation has turned presence off.',
  youHide: 'Nobody else sees it: you have turned presence off in the settings.',
  clear: 'Clear',
  tooLong: (most: number) => `Too long: a status has at most ${most} characters. Shorten it.`,
};
