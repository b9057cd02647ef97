import { counting } from './counting.ts';

/** Where messages are written. What is in braces is drawn there. */
export const composer = {
  closed: {
    closed: 'This room is closed. You can read what is here; a moderator can open it again.',
    moderators: 'Only moderators write in this room.',
    left: 'You left this room. You can read what you received until then.',
    removed: 'You were removed from this room. You can read what you received until then.',
    deleted: 'This room was deleted.',
  },
  messageTo: (title: string) => `Message to ${title}`,
  message: (title: string) => `Message ${title}`,
  replyInThread: 'Reply in thread',
  reply: 'Reply',
  editMessage: 'Edit message',
  alsoToRoom: 'Also send to the room',
  alsoToConversation: 'Also send to the conversation',

  editing: 'Editing your message',
  cancelEditing: 'Cancel editing',
  replyingTo: 'Replying to {author} {excerpt}',
  /** Whom one answers. */
  yourself: 'yourself',
  doNotReply: 'Do not reply',

  add: 'Add',
  file: 'Photo or file',
  poll: 'Poll',
  thisIs: 'This message is',
  urgencies: {
    usual: 'As usual',
    important: 'Important',
    urgent: 'Urgent',
    'important acknowledge': 'Important, ask to acknowledge',
    'urgent acknowledge': 'Urgent, ask to acknowledge',
  },
  isUrgent: {
    important: 'This message is important',
    urgent: 'This message is urgent',
    'important acknowledge': 'This message is important, and asks everybody to acknowledge it',
    'urgent acknowledge': 'This message is urgent, and asks everybody to acknowledge it',
  },
  sendAsUsual: 'Send as usual',

  whomToMention: 'Whom to mention',
  snippets: 'Snippets',
  /** A snippet that nobody here has written. */
  given: 'From your organisation',
  emoji: 'Emoji',
  choicesToMention: (count: number) =>
    `${counting.plural(count, { one: '# choice', other: '# choices' })}. Arrow keys choose, Enter mentions.`,
  choicesToTake: (count: number) =>
    `${counting.plural(count, { one: '# choice', other: '# choices' })}. Arrow keys choose, Enter takes it.`,
  /** @param people such as "12 people". */
  roomReaches: (people: string) => `@room reaches ${people}`,

  save: 'Save',
  send: 'Send',
  sendLater: 'Send later',
  chooseMoment: 'Choose a day and a time',
  sendThen: 'Send then',
  tooLong: (count: number) =>
    `Too long by ${counting.plural(count, { one: '# character', other: '# characters' })}. Shorten it or send it in parts.`,
  left: (count: number) => `${counting.number(count)} characters left`,
  keys: 'Enter to send, Shift+Enter for a new line',
  keysOfEdit: 'Enter to save, Escape to cancel',
};
