/** What of messages for later, reminders and snippets cannot be done. */
export const later = {
  scheduledFull: (most: number) => `${most} messages wait already. Send or delete one of them first.`,
  remindersFull: (most: number) => `${most} reminders wait already. Remove one of them first.`,
  snippetsFull: (most: number) => `There is room for ${most} snippets. Delete one of them first.`,
  pollAtOnce: 'A poll is sent at once.',
  deviceGone: 'The device that was to send it is no longer yours.',
  passed: 'This time has passed.',
  tooFar: 'This is more than a year away.',
  twin: 'Another snippet has this title.',
};
