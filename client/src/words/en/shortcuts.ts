/** The sheet of all keys. */
export const shortcuts = {
  title: 'Keyboard shortcuts',
  parts: { conversations: 'Conversations', writing: 'Writing', everywhere: 'Everywhere' },
  what: {
    previous: 'Previous conversation',
    next: 'Next conversation',
    previousUnread: 'Previous unread conversation',
    nextUnread: 'Next unread conversation',
    leave: 'Close the details, or mark as read',
    send: 'Send',
    newLine: 'New line',
    sendLater: 'Send later',
    snippet: 'Put in a snippet',
    search: 'Search messages',
    jump: 'Jump to a person, a room or a command',
    help: 'These shortcuts',
    helpWhileWriting: 'These shortcuts, while writing',
  },
};
