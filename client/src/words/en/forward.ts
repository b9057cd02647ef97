import { counting } from './counting.ts';

/** Where a message is passed on to others. */
export const forward = {
  title: 'Forward message',
  forward: 'Forward',
  forwardTo: (count: number) =>
    `Forward to ${counting.plural(count, { one: '# conversation', other: '# conversations' })}`,
  forwarded: (title: string) => `Forwarded to ${title}.`,
  forwardedTo: (count: number) =>
    `Forwarded to ${counting.plural(count, { one: '# conversation', other: '# conversations' })}.`,
  conversations: 'Conversations',
  room: (people: number) => `Room, ${counting.plural(people, { one: '# person', other: '# people' })}`,
  nothing: 'There is no conversation that you can write in.',
  comment: 'Comment (optional)',
  whatIsSeen:
    'People see who wrote it and that you forwarded it. Whoever is not in this conversation has only your word for that.',
  ofAPoll: 'Of a poll the question is forwarded, without answers and votes.',
  gone: 'This message is gone.',
  chooseAnother: 'Close this and choose another one.',
  tooMany: (most: number) => `A message goes to ${most} conversations at once.`,
  takeSomeOut: 'Take some out.',
};
