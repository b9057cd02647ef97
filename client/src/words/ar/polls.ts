/** Where a poll is written. */
export const polls = {
  title: 'استطلاع جديد',
};
