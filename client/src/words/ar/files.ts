import { counting } from './counting.ts';

/** Files: before they are sent, in messages, and in the list of a conversation. */
export const files = {
  drop: 'أفلت الملفات هنا لإضافتها إلى رسالتك',
  toSend: (count: number) =>
    counting.plural(count, {
      zero: 'لا ملفات للإرسال',
      one: 'ملف واحد للإرسال',
      two: 'ملفان للإرسال',
      few: '# ملفات للإرسال',
      many: '# ملفًا للإرسال',
      other: '# ملف للإرسال',
    }),
  preparing: (name: string) => `جارٍ تجهيز ${name}`,
  leaving: 'تُرسل رسالتك حين تصبح ملفاتها جاهزة.',
  remove: (name: string) => `إزالة ${name}`,
  asFile: (name: string) => `إرسال ${name} كملف دون تغيير`,
  asPhoto: (name: string) => `إرسال ${name} كصورة`,
  /** Of photos: what stands in them besides the picture. */
  leftOut: 'حُذف الموقع وبيانات الكاميرا',
  kept: 'دون تغيير، مع الموقع وبيانات الكاميرا إن وُجدت',

  off: 'لا تسمح مؤسستك بالملفات.',
  offNext: 'صِفه بالكلمات، أو اسأل مديرًا.',
  tooLarge: (name: string, size: string) => `${name} أكبر من المسموح: ${size}.`,
  tooLargeNext: (most: string) => `تسمح مؤسستك بحد أقصى ${most}. صغّر حجمه، أو شاركه على أجزاء.`,
  tooMany: 'لا تحمل الرسالة الواحدة أكثر من 10 ملفات.',
  tooManyNext: 'أرسل هذه أولًا، ثم البقية بعدها.',
  unreadable: (name: string) => `تعذرت قراءة ${name}.`,
  unreadableNext: 'اختره من جديد. إن كان مجلدًا فاضغطه في أرشيف أولًا.',

  open: (name: string) => `فتح ${name}`,
  show: (size: string) => `عرض الصورة، ${size}`,
  fetching: (name: string) => `جارٍ تنزيل ${name}`,
  sending: (name: string) => `جارٍ إرسال ${name}`,
  stop: 'إيقاف',
  cancel: 'إلغاء الإرسال',
  save: (name: string) => `حفظ ${name}`,
  gone: 'لم يعد متاحًا',
  goneWhy: 'كان محفوظًا لمدة محدودة، ولم يُنزَّل هنا قبل انقضائها.',
  noImage: 'هذه ليست صورة يمكن عرضها',
  noSaving: 'لا تسمح مؤسستك للتطبيق بحفظ الملفات.',

  photos: 'الصور',
  previous: 'الصورة السابقة',
  next: 'الصورة التالية',
  /** How large a photo is shown. */
  actual: 'الحجم الفعلي',
  fit: 'ملاءمة الصفحة',
  place: (at: number, of: number) => `${counting.number(at)} من ${counting.number(of)}`,

  title: 'الملفات',
  reading: 'جارٍ البحث عن الملفات',
  none: 'لا ملفات بعد',
  noneWhy: 'يُدرج هنا ما يُرسل في هذه المحادثة إلى أن يختفي.',
  goTo: (name: string) => `${name}، الانتقال إلى الرسالة`,
};
