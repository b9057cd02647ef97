import { counting } from './counting.ts';

/** As the object of a verb. */
const people = (count: number) =>
  counting.plural(count, {
    zero: 'لا أحد',
    one: 'شخص واحد',
    two: 'شخصين',
    few: '# أشخاص',
    many: '# شخصًا',
    other: '# شخص',
  });

/** Inviting the people of a file. The words in a file stay as they are in every language. */
export const invite = {
  hint: (most: number) =>
    `شخص في كل سطر: الاسم، ثم إن شئت الدور (member أو guest) والمجموعة الأمنية، وبينها فواصل لاتينية. ${counting.number(most)} على الأكثر في المرة الواحدة.`,
  chooseFile: 'اختيار ملف',
  people: 'الأشخاص',
  example: 'Chloe Martin,member\nDan Lee,guest',
  changeList: 'غيّر القائمة وانظر من جديد.',
  can: (good: number) => `يمكن دعوة ${people(good)}`,
  canAndCannot: (good: number, bad: number) =>
    `يمكن دعوة ${people(good)}، ولا يمكن دعوة ${people(bad)}: تُستثنى تلك الأسطر`,
  linksWorkFor: 'تعمل الروابط لمدة',
  send: (count: number) => `دعوة ${people(count)}`,
  andMore: (count: number) =>
    counting.plural(count, {
      one: 'وشخص آخر.',
      two: 'وشخصان آخران.',
      few: 'و# آخرون.',
      many: 'و# آخرون.',
      other: 'و# آخرون.',
    }),
  made: (count: number) =>
    counting.plural(count, {
      zero: 'لم تُنشأ أي دعوة',
      one: 'أُنشئت دعوة واحدة',
      two: 'أُنشئت دعوتان',
      few: 'أُنشئت # دعوات',
      many: 'أُنشئت # دعوة',
      other: 'أُنشئت # دعوة',
    }),
  /** @param why a sentence. */
  restFailed: (why: string) => `تعذّر إنشاء الباقي. ${why}`,
  onlyNow: 'لا تظهر الروابط إلا الآن، ويعمل كل منها مرة واحدة',
  onlyNowNext: 'احفظ الملف، وأرسل كل رابط إلى صاحبه بطريقة تثق بها، ثم احذف الملف. من يفتح الرابط أولًا هو من ينضم.',
  save: 'حفظ الروابط',

  /** What is wrong with a file, or with a line of it. */
  tooLarge: 'الملف كبير جدًا. الحد الأقصى ميغابايت واحد في المرة.',
  tooMany: (count: number, most: number) =>
    `فيه ${counting.plural(count, { one: 'شخص واحد', two: 'شخصان', few: '# أشخاص', many: '# شخصًا', other: '# شخص' })}. يمكن دعوة ${people(most)} على الأكثر في المرة الواحدة.`,
  nobody: 'لا أحد فيه.',
  noName: 'الاسم ناقص.',
  strangeName: (most: number) =>
    counting.plural(most, {
      few: 'الاسم # أحرف ظاهرة على الأكثر، في سطر واحد.',
      many: 'الاسم # حرفًا ظاهرًا على الأكثر، في سطر واحد.',
      other: 'الاسم # حرف ظاهر على الأكثر، في سطر واحد.',
    }),
  sameName: (line: number) => `الاسم نفسه موجود في السطر ${counting.number(line)}.`,
  /** @param roles as they are typed. */
  noSuchRole: (roles: readonly string[]) => `لا يمكنك الدعوة بهذا الدور. استخدم ${roles.join(' أو ')}.`,
  noSuchGroup: 'لا توجد مجموعة أمنية بهذا الاسم.',
};
