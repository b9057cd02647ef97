/** The page of what one means for later. A moment is such as "tomorrow at 9:00". */
export const later = {
  title: 'المجدولة',
  clockWrong: 'ساعة هذا الحاسوب خاطئة',
  serverTime: 'كل ما هنا يسير بتوقيت الخادم مهما أظهرت الساعة. اضبط الساعة كي يتوافقا.',
  empty: 'لا شيء مجدول',
  howTo:
    'اكتب رسالة واختر وقت إرسالها بجانب زر الإرسال، أو اختر «ذكّرني» من قائمة رسالة. كلاهما يبقى على أجهزتك. يرسل الرسالة الجهاز الذي كتبتها عليه، ويحتاج أن يكون مفتوحًا وغير مقفل.',
  messages: 'الرسائل',
  whenSent: 'يرسل كل رسالة الجهاز الذي كتبتها عليه حين يكون مفتوحًا وغير مقفل ومتصلًا، وإلا فحالما يعود كذلك.',
  list: 'الرسائل المجدولة',
  reminders: 'التذكيرات',
  onlyYou: 'لا يرى أحد غيرك بماذا تريد أن تُذكَّر.',
  deleted: 'حُذفت. لن تُرسل.',
  reminderRemoved: 'أُزيل التذكير.',
  otherTime: 'إرسال في وقت آخر',
  sendThen: 'إرسال حينها',

  wasDue: (due: string) => `كان الموعد ${due}`,
  wasDueAndSent: (due: string, sent: string) => `كان الموعد ${due}، وأُرسلت ${sent}`,
  /** @param why a sentence. */
  elsewhere: 'يرسلها جهاز آخر من أجهزتك.',
  notSent: (why: string) => `لم تُرسل: ${why} ما زالت محفوظة: عدّلها أو انسخها أو احذفها.`,
  options: (title: string) => `خيارات الرسالة إلى ${title}`,
  edit: 'تعديل',
  changeTime: 'تغيير الوقت',
  sendNow: 'إرسال الآن',
  copyText: 'نسخ النص',
  usualTimer: 'إبقاؤها كالمعتاد هناك',
  delete: 'حذف',
  wasLate: 'أُرسلت: كان هذا الجهاز مقفلًا أو غائبًا في موعدها.',
  removeReminder: 'إزالة التذكير',
  done: 'تم',
};
