import { counting } from './counting.ts';

/** The administration: its pages, and what several of them say. */
export const console = {
  title: 'الإدارة',
  places: {
    people: 'الأشخاص',
    owners: 'المالكون',
    groups: 'المجموعات الأمنية',
    policy: 'السياسة',
    keys: 'المفاتيح',
    invite: 'دعوة كثيرين',
    log: 'السجل',
  },
  role: 'الدور',
  roles: { owner: 'مالك', admin: 'مدير', member: 'عضو', guest: 'ضيف' },
  standings: { active: 'نشط', suspended: 'معلَّق', removed: 'أُزيل' },
  group: 'المجموعة الأمنية',
  people: (count: number) =>
    counting.plural(count, {
      zero: 'لا أحد',
      one: 'شخص واحد',
      two: 'شخصان',
      few: '# أشخاص',
      many: '# شخصًا',
      other: '# شخص',
    }),
  /** A name in a list, of whoever looks at it. */
  isYou: (name: string) => `${name} (أنت)`,
  /** Of a list that is too long to be shown whole. */
  andMore: (count: number) =>
    counting.plural(count, {
      one: 'وشخص آخر',
      two: 'وشخصان آخران',
      few: 'و# آخرون',
      many: 'و# آخرون',
      other: 'و# آخرون',
    }),
  /** In a line of facts. */
  names: (names: readonly string[]) => names.join('، '),
  preview: 'معاينة',
  sign: 'توقيع',
  signAndPropose: 'توقيع واقتراح',
  approve: 'موافقة',
  withdraw: 'سحب',
  done: 'تم',
};
