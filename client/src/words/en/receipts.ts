import { counting } from './counting.ts';

/** What this device can show of somebody's removal from conversations. */
export const receipts = {
  title: 'Removal receipt',
  hint: 'From which conversations of yours they were taken out, when, by whom, and signed by those who stay. It shows that they got no later keys; it cannot show that what they had read is gone. Conversations that you are not in are not in it.',
  save: 'Save the removal receipt',
  nothing: 'No removal from a conversation of yours is on record.',
  confirmed: (count: number) =>
    counting.plural(count, {
      one: '# removal is confirmed by others',
      other: '# removals are confirmed by others',
    }),
  alone: (count: number) =>
    counting.plural(count, {
      one: '# removal is signed by this device alone',
      other: '# removals are signed by this device alone',
    }),
  /** @param what one or both of the above. */
  saved: (what: readonly string[]) => `Saved: ${what.join(', ')}.`,
  stillIn: (name: string, count: number) =>
    `${name} is still in ${counting.plural(count, { one: '# conversation', other: '# conversations' })} of yours.`,
  noRecord: (count: number) =>
    counting.plural(count, {
      one: 'Of # conversation this device has no record.',
      other: 'Of # conversations this device has no record.',
    }),
};
