/** The page of what one means for later. A moment is such as "tomorrow at 9:00". */
export const later = {
  title: 'Scheduled',
  clockWrong: 'This computer’s clock is wrong',
  serverTime:
    'What stands here goes by the server’s time, whatever the clock shows. Set the clock, so that you both mean the same.',
  empty: 'Nothing is scheduled',
  howTo:
    'Write a message and choose when it is sent beside the button that sends it, or choose “Remind me” in the menu of a message. Both stay on your devices. The one on which you wrote a message sends it, and needs to be open and unlocked.',
  messages: 'Messages',
  whenSent:
    'The device on which you wrote one sends it when it is open, unlocked and connected; otherwise as soon as it is again.',
  list: 'Scheduled messages',
  reminders: 'Reminders',
  onlyYou: 'Nobody else sees of what you want to be reminded.',
  deleted: 'Deleted. It will not be sent.',
  reminderRemoved: 'Reminder removed.',
  otherTime: 'Send at another time',
  sendThen: 'Send then',

  wasDue: (due: string) => `was due ${due}`,
  wasDueAndSent: (due: string, sent: string) => `was due ${due}, sent ${sent}`,
  /** @param why a sentence. */
  elsewhere: 'Another of your devices sends it.',
  notSent: (why: string) => `Not sent: ${why} It is kept: edit it, copy it, or delete it.`,
  options: (title: string) => `Options for the message to ${title}`,
  edit: 'Edit',
  changeTime: 'Change the time',
  sendNow: 'Send now',
  copyText: 'Copy text',
  usualTimer: 'Let it stay as is usual there',
  delete: 'Delete',
  wasLate: 'It has been sent: this device was locked or away at its time.',
  removeReminder: 'Remove the reminder',
  done: 'Done',
};
