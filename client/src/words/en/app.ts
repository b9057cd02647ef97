import { counting } from './counting.ts';

/** The frame around the pages, its commands, and what is above everything else. */
export const app = {
  skip: 'Skip to content',
  iKnow: 'I know of it',
  alarm: (time: string) => `${time}. If this surprises you, speak with an owner now.`,
  frozen: (time: string) => `The newest news of the organisation is from ${time}. What you write waits until then.`,
  /** No witness that is asked for has confirmed the log yet. */
  elsewhere: 'What you write waits until then.',
  unconfirmed: 'They have confirmed nothing yet. What you write waits until then.',
  clockWrong: (count: number, unit: 'minute' | 'hour', isAhead: boolean) =>
    `This computer’s clock is ${unit === 'minute' ? `${counting.number(count)} min` : counting.length(count, unit)} ${isAhead ? 'ahead' : 'behind'}`,
  setClock: 'Set it right; Tacit then connects by itself.',
  broke: 'This page broke',
  brokeNext: 'That is our mistake, not yours. Your messages are safe: what you sent is still being sent.',
  nothingHere: 'Nothing is here',
  wrongAddress: 'The address is wrong, or what it led to is not yours to see any more.',
  toConversations: 'To your conversations',
  loadingAdmin: 'Loading the administration',
  loadingApplies: 'Loading what applies to you',
  loadingDevices: 'Loading your devices',
  loadingSettings: 'Loading your settings',
  loadingScheduled: 'Loading what is scheduled',
  editMessage: 'Edit message',
  newPoll: 'New poll',
  noCopying: 'Copying is not offered here.',
  noCopyingWhy: 'Your organisation has decided that.',
  welcome: (organisation: string) => `Welcome to ${organisation}`,
  invite: 'Invite a colleague',
  firstHere: 'You are the first one here. Invite somebody to talk with.',
  noneOpen: 'No conversation is open',
  chooseOne: 'Choose one at the side, or start a new one.',
  find: 'Find in this conversation',
  goToDay: 'Go to a day',
  pinned: 'Pinned messages',
  /** In the palette; what leads to a page has the name that the sidebar has for it, but for these. */
  commands: {
    search: 'Search messages',
    saved: 'Saved messages',
    scheduled: 'Scheduled messages and reminders',
    policy: 'Policy of the organisation',
    groups: 'Security groups',
    invite: 'Invite many people',
    log: 'Log of the organisation',
    snippet: (title: string) => `Snippet: ${title}`,
  },
  /** Why a link to a message leads nowhere. */
  links: {
    'no-member': {
      title: 'You are not in this conversation',
      text: 'The link leads to a message of a conversation that you are not in, or are not in any more. Ask whoever gave it to you to add you, or to forward the message.',
    },
    missing: {
      title: 'This message is not on this device',
      text: 'You are in the conversation, but the message was said before you came, has been deleted, or has not arrived yet. Ask whoever gave you the link to forward it.',
    },
  },
  ok: 'OK',
};
