import type { evidence as english } from '../en/evidence.ts';

export const evidence: typeof english = {
  colleague: 'أحد الزملاء',
  placeTaken: 'يعرض الخادم قيدًا آخر في موضع من السجل كان مشغولًا من قبل.',
  againstRules: 'يعرض الخادم في السجل قيدًا لا تسمح به القواعد.',
  otherOrganisation: 'يعرض الخادم سجل مؤسسة لم ينضم إليها هذا الجهاز.',
  twoHistories: 'وقّع الخادم تاريخين مختلفين للسجل.',
  shorter: 'يعرض الخادم سجلًا أقصر مما وقّعه من قبل.',
  shorterThanColleague: 'يعرض الخادم لهذا الجهاز سجلًا أقصر مما وقّعه لأحد الزملاء.',
  otherHistory: 'عُرض على جهاز أحد الزملاء تاريخ للسجل غير هذا.',
  saidBy: (name) => `يقول جهاز ${name} إنه عُرض عليه تاريخ للسجل غير هذا.`,
};
