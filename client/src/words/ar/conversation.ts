import { newMessages, people } from './counted.ts';
import { counting } from './counting.ts';

/** An open conversation: what stands around its messages. What is in braces is drawn there. */
export const conversation = {
  direct: 'محادثة خاصة',
  people,
  closed: 'مغلقة',
  toAnswer: (count: number) =>
    counting.plural(count, {
      zero: 'لا طلبات بانتظار الرد',
      one: 'طلب واحد بانتظار الرد',
      two: 'طلبان بانتظار الرد',
      few: '# طلبات بانتظار الرد',
      many: '# طلبًا بانتظار الرد',
      other: '# طلب بانتظار الرد',
    }),
  back: 'العودة إلى المحادثات',
  hideDetails: 'إخفاء التفاصيل',
  showDetails: 'إظهار التفاصيل',
  earlierComing: 'جارٍ جلب الرسائل السابقة',
  earlierGoing: 'جارٍ مشاركة الرسائل السابقة',
  opening: 'جارٍ فتح المحادثة',
  beginning: (name: string) => `هذه بداية المحادثة مع ${name}`,
  readByBoth: 'ما تكتبه هنا تقرؤانه أنتما الاثنان فقط، ولا أحد غيركما.',
  readByRoom: 'ما تكتبه هنا يقرؤه من في هذه الغرفة فقط، ولا أحد غيرهم.',
  reaching: 'جارٍ الوصول إلى أجهزة الآخرين',
  sentWhenReached: 'ما تكتبه الآن يُرسل حالما يستطيع أحد أجهزتهم استقباله.',
  synchronising: 'تجري إعادة مزامنة هذا الجهاز',
  sentWhenBack: 'خرج هذا الجهاز عن التزامن. سيُدخله جهاز أحد الزملاء من جديد، وعندها يُرسل ما تكتبه.',

  messages: 'الرسائل',
  loadingOlder: 'جارٍ تحميل الرسائل الأقدم',
  new: 'جديد',
  toLatest: 'الانتقال إلى الأحدث',
  newMessages,
  /** @param count of those who write; of more than two, the others are counted. */
  writing: (count: number) => {
    if (count < 2) return '{first} يكتب الآن';
    if (count === 2) return '{first} و {second} يكتبان الآن';
    return counting.plural(count - 2, {
      zero: '{first} و {second} يكتبان الآن',
      one: '{first} و {second} وشخص آخر يكتبون الآن',
      two: '{first} و {second} وشخصان آخران يكتبون الآن',
      few: '{first} و {second} و# آخرون يكتبون الآن',
      many: '{first} و {second} و# آخرون يكتبون الآن',
      other: '{first} و {second} و# آخرون يكتبون الآن',
    });
  },

  thread: 'السلسلة',
  openingThread: 'جارٍ فتح السلسلة',
  nothingOfThread: 'لا شيء من هذه السلسلة على هذا الجهاز',
  saidBefore: 'قيلت قبل مجيئك إلى هنا.',

  goToDay: 'الانتقال إلى يوم',
  day: 'اليوم',
  go: 'انتقال',
  cancel: 'إلغاء',
  firstOfDay: 'تصل إلى أول رسالة في ذلك اليوم، أو إلى أول رسالة بعده.',
  chooseDay: 'اختر يومًا أولًا.',
  nothingSince: 'لم يُقل شيء في ذلك اليوم أو بعده. اختر يومًا أسبق.',

  /** Who is mentioned, where that is not known here. */
  somebody: 'شخص ما',

  messageIn: (title: string) => `رسالة في ${title}`,
  openLink: 'هل تفتح هذا الرابط؟',
  copyAddress: 'نسخ العنوان',
  open: 'فتح',
  leadsTo: 'يؤدي إلى {place}',
  linkWarnings: {
    'user-part': 'الجزء الذي قبل علامة @ ليس المكان الذي يؤدي إليه الرابط.',
    'other-alphabets': 'في الاسم حروف من أبجديات أخرى قد تشبه الحروف المألوفة.',
    numeric: 'يؤدي إلى عنوان رقمي بدلًا من اسم.',
    'not-encrypted': 'الاتصال غير مشفّر.',
  },
};
