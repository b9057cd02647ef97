/** Where one goes by a few letters of a name. */
export const palette = {
  title: 'Jump to',
  placeholder: 'A person, a room, or what to do',
  choices: 'Places and commands',
  nothing: 'Nothing has a name like this.',
  room: 'Room',
  direct: 'Direct conversation',
  start: 'Start a conversation',
};
