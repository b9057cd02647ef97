import { counting } from './counting.ts';

/** A poll in a conversation. */
export const votes = {
  poll: 'Poll',
  closedPoll: 'Closed poll',
  pollOf: (question: string) => `Poll: ${question}`,
  several: 'Poll, several answers',
  one: 'Poll, one answer',
  closed: 'Closed',
  /** What is in braces is such as "in 2 hours". */
  closes: 'closes {when}',
  answer: (text: string, count: number) => `${text}, ${counting.plural(count, { one: '# vote', other: '# votes' })}`,
  yours: (answer: string) => `${answer}, your vote`,
  vote: 'Vote',
  takeBack: 'Take back vote',
  change: 'Change vote',
  nobody: 'Nobody has voted',
  nobodyYet: 'Nobody has voted yet',
  voted: (count: number) => counting.plural(count, { one: '# person voted', other: '# people voted' }),
  who: 'Who voted for what',
};
