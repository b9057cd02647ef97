import { counting } from './counting.ts';

/** What is said, wherever one is, of messages that are sent later and of reminders. A moment is such as "tomorrow at 9:00". */
export const scheduled = {
  lateHere: (due: string, sent: string) =>
    `A message was due ${due} and was sent ${sent}: this device was locked or away.`,
  putAside: 'Put aside',
  held: (count: number) =>
    counting.plural(count, {
      one: '# message could not be sent at its time. Look at it',
      other: '# messages could not be sent at their time. Look at them',
    }),
  willBeSent: (count: number, next: string) =>
    counting.plural(count, {
      one: `# message will be sent ${next}`,
      other: `# messages will be sent, the next ${next}`,
    }),
  late: (due: string, sent: string) => `A message was due ${due} and was sent ${sent}.`,
  wasAway: 'This device was locked or away.',
  oneHeld: 'A message could not be sent at its time.',
  reminder: 'Reminder of a message',
  reminders: (count: number) => counting.plural(count, { one: '# reminder', other: '# reminders' }),
  wasDue: (due: string) => `It was due ${due}.`,
  show: 'Show',
};
