/** Where a poll is written. */
export const polls = {
  title: 'Cuộc thăm dò mới',
};
