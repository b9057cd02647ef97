/** The security groups. */
export const groups = {
  hint: 'كل شخص في مجموعة واحدة، وتسري عليه سياستها. لنقل شخص، افتح صفحته.',
  add: 'مجموعة جديدة',
  /** Stand after how many people are in it. */
  isDefault: 'ينضم إليها الأشخاص الجدد',
  isWaiting: 'تغيير في سياستها قيد الانتظار',
  rename: 'إعادة تسمية',
  renameOne: (name: string) => `إعادة تسمية ${name}`,
  policyOf: (name: string) => `سياسة ${name}`,
  newTitle: 'مجموعة أمنية جديدة',
  renameTitle: 'إعادة تسمية المجموعة',
  make: 'إنشاء المجموعة',
  name: 'الاسم',
  newHint: 'تبدأ بسياسة المجموعة التي ينضم إليها الأشخاص الجدد.',
  made: 'تم إنشاء المجموعة.',
  renamed: 'صار للمجموعة اسمها الجديد.',
};
