import { counting } from './counting.ts';

const choices = (count: number) =>
  counting.plural(count, {
    zero: 'لا خيارات',
    one: 'خيار واحد',
    two: 'خياران',
    few: '# خيارات',
    many: '# خيارًا',
    other: '# خيار',
  });

/** Where messages are written. What is in braces is drawn there. */
export const composer = {
  closed: {
    closed: 'هذه الغرفة مغلقة. يمكنك قراءة ما فيها، ويمكن لمشرف أن يفتحها من جديد.',
    moderators: 'لا يكتب في هذه الغرفة إلا المشرفون.',
    left: 'غادرت هذه الغرفة. يمكنك قراءة ما وصلك حتى ذلك الحين.',
    removed: 'أُزلت من هذه الغرفة. يمكنك قراءة ما وصلك حتى ذلك الحين.',
    deleted: 'حُذفت هذه الغرفة.',
  },
  messageTo: (title: string) => `رسالة إلى ${title}`,
  message: (title: string) => `اكتب إلى ${title}`,
  replyInThread: 'رد في السلسلة',
  reply: 'رد',
  editMessage: 'تعديل الرسالة',
  alsoToRoom: 'أرسلها إلى الغرفة أيضًا',
  alsoToConversation: 'أرسلها إلى المحادثة أيضًا',

  editing: 'تعديل رسالتك',
  cancelEditing: 'إلغاء التعديل',
  replyingTo: 'رد على {author} {excerpt}',
  /** Whom one answers. */
  yourself: 'نفسك',
  doNotReply: 'عدم الرد',

  add: 'إضافة',
  file: 'صورة أو ملف',
  poll: 'استطلاع',
  thisIs: 'هذه الرسالة',
  urgencies: {
    usual: 'كالمعتاد',
    important: 'مهمة',
    urgent: 'عاجلة',
    'important acknowledge': 'مهمة، مع طلب الإقرار بالاطلاع',
    'urgent acknowledge': 'عاجلة، مع طلب الإقرار بالاطلاع',
  },
  isUrgent: {
    important: 'هذه الرسالة مهمة',
    urgent: 'هذه الرسالة عاجلة',
    'important acknowledge': 'هذه الرسالة مهمة، وتطلب من الجميع الإقرار بالاطلاع عليها',
    'urgent acknowledge': 'هذه الرسالة عاجلة، وتطلب من الجميع الإقرار بالاطلاع عليها',
  },
  sendAsUsual: 'إرسال كالمعتاد',

  whomToMention: 'إلى من تشير',
  snippets: 'النصوص الجاهزة',
  given: 'من مؤسستك',
  emoji: 'الرموز التعبيرية',
  choicesToMention: (count: number) => `${choices(count)}. مفاتيح الأسهم للاختيار، و Enter للإشارة.`,
  choicesToTake: (count: number) => `${choices(count)}. مفاتيح الأسهم للاختيار، و Enter للأخذ.`,
  /** @param people such as "12 people". */
  roomReaches: (people: string) => `@room يصل إلى ${people}`,

  save: 'حفظ',
  send: 'إرسال',
  sendLater: 'إرسال لاحقًا',
  chooseMoment: 'اختيار يوم ووقت',
  sendThen: 'إرسال حينها',
  tooLong: (count: number) =>
    `أطول من المسموح بمقدار ${counting.plural(count, {
      zero: 'لا شيء',
      one: 'حرف واحد',
      two: 'حرفين',
      few: '# أحرف',
      many: '# حرفًا',
      other: '# حرف',
    })}. اختصرها أو أرسلها على أجزاء.`,
  left: (count: number) =>
    counting.plural(count, {
      zero: 'لم يبق أي حرف',
      one: 'بقي حرف واحد',
      two: 'بقي حرفان',
      few: 'بقيت # أحرف',
      many: 'بقي # حرفًا',
      other: 'بقي # حرف',
    }),
  keys: 'Enter للإرسال، و Shift+Enter لسطر جديد',
  keysOfEdit: 'Enter للحفظ، و Escape للإلغاء',
};
