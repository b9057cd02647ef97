import { counting } from './counting.ts';

/** What is said, wherever one is, of messages that are sent later and of reminders. A moment is such as "tomorrow at 9:00". */
export const scheduled = {
  lateHere: (due: string, sent: string) => `كان موعد رسالة ${due} وأُرسلت ${sent}: كان هذا الجهاز مقفلًا أو غائبًا.`,
  putAside: 'تنحية',
  held: (count: number) =>
    counting.plural(count, {
      zero: 'أُرسلت كل الرسائل في موعدها',
      one: 'تعذّر إرسال رسالة واحدة في موعدها. اطّلع عليها',
      two: 'تعذّر إرسال رسالتين في موعدهما. اطّلع عليهما',
      few: 'تعذّر إرسال # رسائل في موعدها. اطّلع عليها',
      many: 'تعذّر إرسال # رسالة في موعدها. اطّلع عليها',
      other: 'تعذّر إرسال # رسالة في موعدها. اطّلع عليها',
    }),
  willBeSent: (count: number, next: string) =>
    counting.plural(count, {
      zero: 'لا رسائل تنتظر الإرسال',
      one: `ستُرسل رسالة واحدة ${next}`,
      two: `ستُرسل رسالتان، أولاهما ${next}`,
      few: `ستُرسل # رسائل، أولاها ${next}`,
      many: `ستُرسل # رسالة، أولاها ${next}`,
      other: `ستُرسل # رسالة، أولاها ${next}`,
    }),
  late: (due: string, sent: string) => `كان موعد رسالة ${due} وأُرسلت ${sent}.`,
  wasAway: 'كان هذا الجهاز مقفلًا أو غائبًا.',
  oneHeld: 'تعذّر إرسال رسالة في موعدها.',
  reminder: 'تذكير برسالة',
  reminders: (count: number) =>
    counting.plural(count, {
      zero: 'لا تذكيرات',
      one: 'تذكير واحد',
      two: 'تذكيران',
      few: '# تذكيرات',
      many: '# تذكيرًا',
      other: '# تذكير',
    }),
  wasDue: (due: string) => `كان موعده ${due}.`,
  show: 'عرض',
};
