/** Where one goes by a few letters of a name. */
export const palette = {
  title: 'الانتقال إلى',
  placeholder: 'شخص، أو غرفة، أو ما تريد فعله',
  choices: 'الأماكن والأوامر',
  nothing: 'لا شيء له اسم كهذا.',
  room: 'غرفة',
  direct: 'محادثة خاصة',
  start: 'بدء محادثة',
};
