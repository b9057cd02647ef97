/** Messages that disappear. A length is one of `counting`. */
export const timers = {
  title: 'Disappearing messages',
  choice: 'Messages disappear',
  /** In the room or conversation that is open. */
  forBoth:
    'Messages that are sent from now on disappear for both of you, and from the server. What has been said already stays as it is.',
  forEverybody:
    'Messages that are sent from now on disappear for everybody in this room, and from the server. What has been said already stays as it is.',
  canBeCopied: 'Whoever reads a message can still copy or photograph it.',
  onlyModerators: 'Only moderators of this room change this.',
  theyStay: 'They stay',
  afterTheyWereSent: (length: string) => `${length} after they were sent`,
  afterTheyWereRead: (length: string) => `${length} after they were read`,
  longestAllowed: 'The longest that your organisation allows.',
  pillSent: (length: string) => `Messages disappear after ${length}. Change`,
  pillRead: (length: string) => `Messages disappear ${length} after they were read. Change`,
  thisMessage: 'This message disappears',
  whenThisDisappears: 'When this message disappears',
  itStays: 'It stays',
  afterItWasSent: (length: string) => `${length} after it was sent`,
  afterItWasRead: (length: string) => `${length} after it was read`,
  asUsual: (label: string) => `As usual: ${label}`,
  thisStays: 'This message stays',
  thisDisappearsSent: (length: string) => `This message disappears ${length} after it was sent`,
  thisDisappearsRead: (length: string) => `This message disappears ${length} after it was read`,
  asUsualAgain: 'As usual again',
};
