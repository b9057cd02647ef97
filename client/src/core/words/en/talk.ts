/** What of messages cannot be done. */
export const talk = {
  poll: (question: string) => `Poll: ${question}`,
  over: 'This conversation is over.',
  peerInactive: 'This person’s account is not active in the organisation.',
  notSentYet: 'The message has not been sent yet.',
  beginningNotSent: 'The message at the beginning has not been sent yet.',
  notSent: 'This message has not been sent.',
  sentAlready: 'The message has been sent already.',
  disappearing: 'A message that disappears cannot be forwarded.',
  gone: 'This message is gone.',
  pinsFull: (most: number) => `${most} messages are pinned here. Unpin one of them first.`,
  votesFull: (most: number) => `A vote counts ${most} times at most. What you chose last stays.`,
  couldNotBeSent: 'It could not be sent.',
  messageNotSent: 'The message could not be sent.',
  tryAgain: 'Try again; if it stays, tell whoever runs the server.',
  savedFull: 'You have saved as many messages as there is room for.',
  searchMissing: 'Search is not on this device yet.',
};
