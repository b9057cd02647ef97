import { counting } from './counting.ts';

/** One message, and what one does with it. What is in braces is drawn there. */
export const messages = {
  /** How far an own message came. */
  states: {
    queued: 'بانتظار الإرسال',
    sent: 'أُرسلت',
    delivered: 'وصلت',
    read: 'قُرئت',
    failed: 'لم تُرسل',
  },
  byWhom: (state: string) => `${state}. من؟`,
  whoHasIt: 'من لديه هذه الرسالة',
  looking: 'جارٍ الاطلاع…',
  tooMany: 'في المحادثات بهذا الحجم لا يؤكد أحد الرسائل.',
  notDelivered: 'لم تصل بعد',
  receiptsOff: 'إشعارات القراءة متوقفة، فلا يرى أحد من قرأ ماذا.',

  pinned: 'مثبتة',
  saved: 'محفوظة',
  new: 'جديد',
  urgent: 'عاجل',
  important: 'مهم',
  /** What was done with it and reached nobody. */
  failed: {
    edit: 'لم يُرسل تعديلك.',
    recall: 'لم تُسحب الرسالة.',
    reaction: 'لم يُرسل تفاعلك.',
    pin: 'لم يُرسل تغييرك للتثبيت.',
    vote: 'لم يُرسل صوتك.',
    close: 'لم يُغلق الاستطلاع.',
    acknowledge: 'لم يُرسل إقرارك بالاطلاع.',
  },
  photo: 'صورة',
  file: (name: string, size: string) => `ملف ${name}، ${size}`,
  tryAgain: 'إعادة المحاولة',
  discard: 'تجاهل',
  leaveIt: 'إبقاؤها كما كانت',

  more: 'المزيد',
  react: 'تفاعل',
  reply: 'رد',
  replyInThread: 'رد في سلسلة',
  forward: 'إعادة توجيه',
  edit: 'تعديل',
  closePoll: 'إغلاق الاستطلاع',
  copyText: 'نسخ النص',
  copyLink: 'نسخ الرابط',
  pin: 'تثبيت للجميع',
  unpin: 'إلغاء التثبيت',
  save: 'احفظها لنفسك',
  remind: 'ذكّرني',
  recall: 'سحب لدى الجميع',

  /** What people react with the most. */
  quick: {
    '👍': 'إعجاب',
    '❤️': 'قلب',
    '😂': 'دموع الفرح',
    '🎉': 'احتفال',
    '👀': 'عينان',
    '🙏': 'يدان مضمومتان',
  },
  otherEmoji: 'رموز أخرى',
  reactions: 'التفاعلات',
  /** The last of those who reacted. */
  others: (count: number) =>
    counting.plural(count, {
      zero: 'لا أحد غيرهم',
      one: 'شخص آخر',
      two: 'شخصان آخران',
      few: '# آخرون',
      many: '# آخرون',
      other: '# آخرون',
    }),
  reactedBy: (emoji: string, who: string) => `${emoji} من ${who}`,

  copied: 'تم النسخ.',
  linkCopied: 'تم نسخ الرابط.',
  whoCanOpenIt: 'لا يفتحه إلا من في هذه المحادثة.',
  notCopied: 'لم يسمح المتصفح للتطبيق بالنسخ.',
  copyByHand: 'حدّد النص وانسخه بنفسك.',
  unpinned: 'أُلغي التثبيت.',
  savedNow: 'حُفظت. لا يراها أحد غيرك.',
  undo: 'تراجع',

  closeThisPoll: 'هل تغلق هذا الاستطلاع؟',
  pollStaysClosed: 'لن يستطيع أحد التصويت بعد ذلك، ولا يمكن فتحه من جديد. تبقى الأصوات كما هي.',
  recallThis: 'هل تسحب هذه الرسالة؟',
  recallIt: 'سحب',
  whatIsRecalled:
    'يزول نصها ونسخها السابقة والتفاعلات والأصوات من أجهزة الجميع. يبقى ظاهرًا أنه كانت هنا رسالة، وربما قرأها أحد من قبل.',
  youRecalled: 'سحبت هذه الرسالة',
  recalled: 'سُحبت هذه الرسالة',

  remindThen: 'ذكّرني حينها',
  /** @param moment such as "tomorrow at 9:00". */
  reminded: (moment: string) => `سيصلك تذكير ${moment}.`,

  disappears: 'تختفي',
  disappearsIn: (length: string) => `تختفي خلال ${length}`,
  disappearsAfter: (length: string) => `تختفي بعد ${length} من إرسالها`,

  edited: 'عُدّلت',
  editedMark: '(معدّلة)',
  editedAt: (time: string) => `عُدّلت ${time}. إظهار النسخ السابقة`,
  earlierVersions: 'النسخ السابقة',
  lookingThemUp: 'جارٍ البحث عنها',
  versionsGone: 'لم تعد موجودة.',

  /** Before the name of somebody. */
  inReply: 'رد على ',
  inReplyTo: (name: string) => `رد على ${name}`,
  quoteRecalled: '{author}: سُحبت هذه الرسالة',
  quoteMissing: '{author}: هذه الرسالة ليست على هذا الجهاز',

  /** Oneself within a sentence. */
  you: 'أنت',
  forwarded: 'أُعيد توجيهها: {author}',
  forwardedIn: 'أُعيد توجيهها: {author} في {room}',
  goToIt: '(الانتقال إلى الرسالة)',
  forwardedBut: 'أُعيد توجيهها: {author}، لكن تلك الرسالة تقول غير ذلك',
  forwardedBy: 'أُعيد توجيهها. الكاتب بحسب {by}: {author}',
  forwardedByBut: 'أُعيد توجيهها. الكاتب بحسب {by}: {author}، لكن تلك الرسالة تقول غير ذلك',
  forwardedFrom: (name: string) => `أُعيد توجيهها، ويُقال إن كاتبها ${name}`,
  shared: 'المشاركة من {by}، والتوقيع من {author}',
  sharedUnverified: 'غير مؤكدة: المشاركة من {by}، والكاتب بحسب المشاركة: {author}',
  sharedSigned: (by: string) => `المشاركة من ${by}، وعليها توقيع كاتبها`,
  sharedUnsigned: (by: string) => `المشاركة من ${by}، وهي غير مؤكدة`,
  mentionsYou: 'فيها إشارة إليك',

  replies: (count: number) =>
    counting.plural(count, {
      zero: 'لا ردود',
      one: 'رد واحد',
      two: 'ردّان',
      few: '# ردود',
      many: '# ردًا',
      other: '# رد',
    }),
  repliesFrom: (names: readonly string[]) => `من ${names.join('، ')}، `,
  lastReply: (time: string) => `آخرها ${time}`,
  inThread: 'رد في سلسلة',

  acknowledge: 'إقرار بالاطلاع',
  youAcknowledged: 'أقررت بالاطلاع عليها',
  allAcknowledged: 'أقرّ الجميع بالاطلاع',
  someAcknowledged: (count: number, of: number) => `أقرّ بالاطلاع ${counting.number(count)} من ${counting.number(of)}`,
  whoAcknowledged: 'من أقرّ بالاطلاع',
  acknowledged: 'أقرّوا بالاطلاع',
  notYet: 'ليس بعد',
  youHave: 'أقررت بالاطلاع عليها',
  asksYou: 'تطلب إقرارًا بالاطلاع',
  peopleHave: (count: number) =>
    counting.plural(count, {
      zero: 'لم يقرّ أحد بالاطلاع عليها',
      one: 'أقرّ شخص واحد بالاطلاع عليها',
      two: 'أقرّ شخصان بالاطلاع عليها',
      few: 'أقرّ # أشخاص بالاطلاع عليها',
      many: 'أقرّ # شخصًا بالاطلاع عليها',
      other: 'أقرّ # شخص بالاطلاع عليها',
    }),
};
