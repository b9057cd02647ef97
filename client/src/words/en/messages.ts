import { counting } from './counting.ts';

/** One message, and what one does with it. What is in braces is drawn there. */
export const messages = {
  /** How far an own message came. */
  states: {
    queued: 'Waiting to be sent',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Not sent',
  },
  byWhom: (state: string) => `${state}. By whom?`,
  whoHasIt: 'Who has this message',
  looking: 'Looking…',
  tooMany: 'In conversations of this size nobody confirms messages.',
  notDelivered: 'Not yet delivered',
  receiptsOff: 'Read receipts are off, so that nobody sees who has read what.',

  pinned: 'Pinned',
  saved: 'Saved',
  new: 'New',
  urgent: 'Urgent',
  important: 'Important',
  /** What was done with it and reached nobody. */
  failed: {
    edit: 'Your edit was not sent.',
    recall: 'The message was not recalled.',
    reaction: 'Your reaction was not sent.',
    pin: 'That you changed the pin was not sent.',
    vote: 'Your vote was not sent.',
    close: 'The poll was not closed.',
    acknowledge: 'That you acknowledged it was not sent.',
  },
  photo: 'Photo',
  file: (name: string, size: string) => `File ${name}, ${size}`,
  tryAgain: 'Try again',
  discard: 'Discard',
  leaveIt: 'Leave as it was',

  more: 'More',
  react: 'React',
  reply: 'Reply',
  replyInThread: 'Reply in thread',
  forward: 'Forward',
  edit: 'Edit',
  closePoll: 'Close poll',
  copyText: 'Copy text',
  copyLink: 'Copy link',
  pin: 'Pin for everyone',
  unpin: 'Unpin',
  save: 'Save for yourself',
  remind: 'Remind me',
  recall: 'Recall for everyone',

  /** What people react with the most. */
  quick: {
    '👍': 'thumbs up',
    '❤️': 'heart',
    '😂': 'tears of joy',
    '🎉': 'party',
    '👀': 'eyes',
    '🙏': 'folded hands',
  },
  otherEmoji: 'Other emoji',
  reactions: 'Reactions',
  /** The last of those who reacted. */
  others: (count: number) => counting.plural(count, { one: '# other', other: '# others' }),
  reactedBy: (emoji: string, who: string) => `${emoji} by ${who}`,

  copied: 'Copied.',
  linkCopied: 'Link copied.',
  whoCanOpenIt: 'Only people of this conversation can open it.',
  notCopied: 'The browser did not let the app copy.',
  copyByHand: 'Select the text and copy it by hand.',
  unpinned: 'Unpinned.',
  savedNow: 'Saved. Nobody else sees it.',
  undo: 'Undo',

  closeThisPoll: 'Close this poll?',
  pollStaysClosed: 'Nobody can vote any more after that, and it cannot be opened again. What was voted stays.',
  recallThis: 'Recall this message?',
  recallIt: 'Recall',
  whatIsRecalled:
    'Its text, earlier versions, reactions and votes go from everybody’s devices. That there was a message stays visible, and somebody may have read it already.',
  youRecalled: 'You recalled this message',
  recalled: 'This message was recalled',

  remindThen: 'Remind me then',
  /** @param moment such as "tomorrow at 9:00". */
  reminded: (moment: string) => `You will be reminded ${moment}.`,

  disappears: 'Disappears',
  disappearsIn: (length: string) => `Disappears in ${length}`,
  disappearsAfter: (length: string) => `Disappears ${length} after it was sent`,

  edited: 'Edited',
  editedMark: '(edited)',
  editedAt: (time: string) => `Edited ${time}. Show earlier versions`,
  earlierVersions: 'Earlier versions',
  lookingThemUp: 'Looking them up',
  versionsGone: 'They are not there any more.',

  /** Before the name of somebody. */
  inReply: 'In reply to ',
  inReplyTo: (name: string) => `In reply to ${name}`,
  quoteRecalled: '{author}: This message was recalled',
  quoteMissing: '{author}: This message is not on this device',

  /** Oneself within a sentence. */
  you: 'you',
  forwarded: 'Forwarded: {author}',
  forwardedIn: 'Forwarded: {author} in {room}',
  goToIt: '(go to the message)',
  forwardedBut: 'Forwarded: {author}, but that message says something else',
  forwardedBy: 'Forwarded. {by} says that {author} wrote it',
  forwardedByBut: 'Forwarded. {by} says that {author} wrote it, but that message says something else',
  forwardedFrom: (name: string) => `Forwarded, said to be written by ${name}`,
  shared: 'Shared by {by}, signed by {author}',
  sharedUnverified: 'Not verified: shared by {by}, who says that {author} wrote it',
  sharedSigned: (by: string) => `Shared by ${by}, signed by its author`,
  sharedUnsigned: (by: string) => `Shared by ${by}, not verified`,
  mentionsYou: 'It mentions you',

  replies: (count: number) => counting.plural(count, { one: '# reply', other: '# replies' }),
  repliesFrom: (names: readonly string[]) => `from ${names.join(', ')}, `,
  lastReply: (time: string) => `last ${time}`,
  inThread: 'Replied in a thread',

  acknowledge: 'Acknowledge',
  youAcknowledged: 'You acknowledged this',
  allAcknowledged: 'Acknowledged by all',
  someAcknowledged: (count: number, of: number) => `${count} of ${of} acknowledged`,
  whoAcknowledged: 'Who has acknowledged this',
  acknowledged: 'Acknowledged',
  notYet: 'Not yet',
  youHave: 'You have acknowledged it',
  asksYou: 'It asks to be acknowledged',
  peopleHave: (count: number) =>
    counting.plural(count, { one: '# person has acknowledged it', other: '# people have acknowledged it' }),
};
