/** What of conversations and the people in them cannot be done, and why one is over. */
export const rooms = {
  /** Whose name this device does not know. */
  somebody: 'Somebody',
  nobodyKnows: 'Nobody knows who did it.',
  againstRules: (name: string, why: string) => `${name}’s app changed this conversation against the rules: ${why}`,
  notSetUp: 'The conversation could not be set up.',
  cannotGoOn: 'This conversation cannot go on.',
  startNew: 'Start a new one.',
  resynchronising: 'This device is being re-synchronised here.',
  leaveFirst: 'You are still in this conversation. Leave it first.',
  needsModerator: 'A room needs a moderator: make another one first.',
  askedAlready: 'You have asked already. A moderator has to answer.',
};
