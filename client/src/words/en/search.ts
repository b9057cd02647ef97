import { counting } from './counting.ts';

const messages = (count: number) => counting.plural(count, { one: '# message', other: '# messages' });

export const search = {
  title: 'Search',
  field: 'Search messages',
  placeholder: 'Words, or from:name in:room',
  found: 'Messages found',
  searching: 'Searching…',
  nothing: 'No message found',
  all: messages,
  newest: (count: number) => `The newest ${messages(count)}`,
  /** After `nothing`, when everything was looked through. */
  tryOthers: 'Try fewer or other words.',
  /** @param found one of the above. */
  soFar: (found: string) => `${found} so far. Older messages are still being looked through.`,
  backTo: (found: string, day: string) => `${found} back to ${day}. Older messages are still being looked through.`,
  help: 'What you can type',
  /** What is typed stays as it is: the search knows these words in every language. */
  meanings: [
    ['boat quay', 'both words; each also finds longer words that begin with it'],
    ['"the boat"', 'these words, one after the other'],
    ['-train', 'not this word'],
    ['from:ana', 'what Ana wrote; from:me is you'],
    ['in:harbour', 'in this room, or with this person'],
    ['on:2026-05-01', 'on this day; also before: and after:, a month, a year, today, yesterday'],
    ['has:link', 'with a link in it'],
    ['is:mine  is:unread', 'your own; what you have not seen'],
    ['is:mention', 'what mentions you'],
    ['is:saved', 'what you have saved'],
  ] as readonly (readonly [typed: string, meaning: string])[],
  onlyHere: 'Only this device looks, also without a connection. The server does not learn what you look for.',
};
