/** Where a poll is written. */
export const polls = {
  title: 'New poll',
  send: 'Send poll',
  question: 'Question',
  answers: 'Answers',
  answer: (place: number) => `Answer ${place}`,
  removeAnswer: (place: number) => `Remove answer ${place}`,
  addAnswer: 'Add answer',
  several: 'Several answers can be chosen',
  closesAt: 'Closes at (optional)',
  closeBefore: 'You can close it at any time before that.',
  whoSees: 'Everybody in this conversation sees who voted for what.',
  noQuestion: 'Write what you want to know.',
  fewAnswers: 'Write at least two answers.',
  sameAnswers: 'Two answers are the same. Change one of them.',
  timeIsOver: 'This time is over. Choose a later one, or none.',
};
