import { counting } from './counting.ts';

/** The log as the audit log. */
export const trail = {
  title: 'السجل',
  hint: 'كل ما تقرر، ومن قرره ومتى. موقَّع، وهو نفسه لدى الجميع.',
  which: 'أي القيود',
  search: 'البحث في السجل',
  searchHint: 'كلمات، أسماء، أنواع',
  about: 'بشأن',
  everything: 'كل شيء',
  areas: {
    people: 'الأشخاص',
    devices: 'الأجهزة',
    invitations: 'الدعوات',
    policy: 'السياسة',
    organisation: 'المؤسسة',
  },
  from: 'من',
  until: 'إلى',
  found: (count: number) =>
    counting.plural(count, {
      zero: 'لا قيود',
      one: 'قيد واحد',
      two: 'قيدان',
      few: '# قيود',
      many: '# قيدًا',
      other: '# قيد',
    }),
  list: 'قيود السجل',
  newest: (most: number) =>
    counting.plural(most, {
      few: 'هذه أحدث # قيود. ضيّق البحث، أو احفظها كلها في ملف.',
      many: 'هذه أحدث # قيدًا. ضيّق البحث، أو احفظها كلها في ملف.',
      other: 'هذه أحدث # قيد. ضيّق البحث، أو احفظها كلها في ملف.',
    }),
  nothing: 'لا يوجد شيء.',
  /** {names} are those who signed it, {time} is when. @param index its number in the log. */
  signedBy: (index: number) => `وقّعه {names} · {time} · القيد ${index}`,
  take: 'أخذ نسخة',
  takeHint:
    'يحوي الملفان الأولان ما وُجد أعلاه، لبرامج أخرى. أما الملف القابل للتحقق فيحوي السجل كله مع توقيع الخادم، ويمكن فحصه على جهاز آخر من دون الخادم.',
  saveCsv: 'حفظ بصيغة CSV',
  saveLines: 'حفظ بصيغة JSON Lines',
  saveLog: 'حفظ السجل القابل للتحقق',
  saved: 'تم حفظ الملف.',
};
