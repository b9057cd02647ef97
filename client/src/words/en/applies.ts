/** What the organisation has decided for this person, and the way back when all owners are lost. */
export const applies = {
  title: 'What applies to you',
  /** {group} is a security group, {names} are those who signed its policy, {time} is when. */
  hint: 'The policy of {group}, signed by {names} on {time}. This device has checked the signatures itself.',
  otherwise: (time: string) => `From ${time} on, this is otherwise:`,
  everyRule: 'Every rule',
  locked: 'Locked by the organisation',
  log: 'What the log says of you',
  /** @param role and @param standing of the console; @param since when. */
  logHint: (role: string, standing: string, since: string) =>
    `${role}, ${standing.toLowerCase()}, since ${since}. Everybody in the organisation can see this.`,
  allEntries: 'All entries about you',
  entries: 'Entries about you',
  replaced: 'Somebody can take your place with a link',
  /** {by} is a person. @param until when. */
  replacedBy: (until: string) =>
    `{by} has made it; it works until ${until}. Whoever opens it gets new keys in your name, and this device is revoked. If you have not lost your devices, stop it now.`,
  stop: 'Stop it',
  stopped: 'The link is dead.',
  stoppedNext: 'Speak with an owner about who asked for it.',

  ownersLost: 'If all owners are lost',
  ownersLostHint: 'The root key was printed when the organisation was founded. Whoever has it can become the owner.',
  recover: 'Recover with the root key',
  onlyOwner: 'Make me the only owner',
  lastResort: 'Only when the owners cannot be reached any more',
  lastResortNext:
    'You become the only owner, and those who are owners now become admins. Everybody’s app tells it at once.',
  rootKey: 'Root key',
  rootKeyHint: 'All 14 groups. Capital letters and spaces do not matter.',
  chooseFile: 'Choose the saved file',
  recovered: 'You are the owner now.',
  recoveredNext: 'Name others, and put the root key back where it was.',
};
