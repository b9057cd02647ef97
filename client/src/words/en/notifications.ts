import { counting } from './counting.ts';

/** What a window of the system says. */
export const notifications = {
  missed: 'While you were away',
  missedCount: (messages: number, conversations: number) =>
    `${counting.plural(messages, { one: '# new message', other: '# new messages' })} in ${counting.plural(conversations, { one: '# conversation', other: '# conversations' })}`,
  reminded: 'You wanted to be reminded of a message',
  message: 'New message',
  inRoom: (author: string, room: string) => `${author} in ${room}`,
  /** @param from who, or who and where. */
  reminder: (from: string) => `Reminder: ${from}`,
  urgent: (from: string) => `Urgent: ${from}`,
};
