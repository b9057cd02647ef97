import { counting } from './counting.ts';

/** What is pinned in a conversation. What is in braces is drawn there. */
export const pins = {
  bar: 'Pinned',
  goTo: 'Go to the pinned message. ',
  count: (count: number) => counting.plural(count, { one: '# pin', other: '# pins' }),
  title: 'Pinned messages',
  reading: 'Reading what is pinned',
  empty: 'Nothing is pinned',
  howTo: 'Choose “Pin for everyone” in the menu of a message that people should find again.',
  by: 'Pinned by {name}',
  byYou: 'Pinned by you',
};
