/** What the server was caught at. */
export const evidence = {
  colleague: 'A colleague',
  placeTaken: 'The server shows another entry in a place of the log that was taken already.',
  againstRules: 'The server shows an entry in the log that the rules do not allow.',
  otherOrganisation: 'The server shows the log of an organisation that this device did not join.',
  twoHistories: 'The server has signed two different histories of the log.',
  shorter: 'The server shows a log that is shorter than the one it has signed before.',
  shorterThanColleague: 'The server shows this device a shorter log than it has signed for a colleague.',
  otherHistory: 'A colleague’s device has been shown another history of the log than this one.',
  saidBy: (name: string) => `${name}’s device says that it was shown another history of the log than this one.`,
};
