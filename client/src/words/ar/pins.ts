import { counting } from './counting.ts';

/** What is pinned in a conversation. What is in braces is drawn there. */
export const pins = {
  bar: 'مثبّتة',
  goTo: 'الانتقال إلى الرسالة المثبّتة. ',
  count: (count: number) =>
    counting.plural(count, {
      zero: 'لا مثبّتات',
      one: 'رسالة مثبّتة',
      two: 'رسالتان مثبّتتان',
      few: '# مثبّتة',
      many: '# مثبّتة',
      other: '# مثبّتة',
    }),
  title: 'الرسائل المثبّتة',
  reading: 'جارٍ فتح الرسائل المثبّتة',
  empty: 'لا شيء مثبّت',
  howTo: 'اختر «تثبيت للجميع» من قائمة الرسالة التي ينبغي أن يجدها الناس من جديد.',
  by: 'ثبّتها {name}',
  byYou: 'أنت ثبّتها',
};
