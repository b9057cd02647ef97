import { counting } from './counting.ts';

/** Where one says how one can be reached. */
export const statusDialog = {
  title: 'حالتك',
  youAre: 'أنت الآن',
  available: 'متاح',
  awayByItself: 'بعيد بعد خمس دقائق لا تفعل فيها شيئًا هنا.',
  away: 'بعيد',
  dnd: 'عدم الإزعاج',
  heldBack: 'تُحجب إشعارات هذا الجهاز.',
  status: 'الحالة',
  example: 'في اجتماع',
  fewWords: 'كلمات قليلة، ويمكن أن يسبقها رمز تعبيري.',
  /** What many people say. */
  usual: ['🗓️ في اجتماع', '🎧 في عمل يحتاج تركيزًا', '🏠 أعمل من المنزل', '🌴 في إجازة'] as readonly string[],
  until: 'حتى',
  untilChanged: 'حتى أغيّرها',
  today: 'نهاية اليوم',
  /** @param moment such as "tomorrow at 9:00". */
  asSet: (moment: string) => `كما ضُبطت: ${moment}`,
  whoSees: 'يراها مشفّرةً من في محادثاتك الخاصة وغرفك الصغيرة ما دام هذا الجهاز مفتوحًا. لا يخزّنها أحد.',
  policyHides: 'لا يراها أحد غيرك: أوقفت مؤسستك إظهار الحضور.',
  youHide: 'لا يراها أحد غيرك: أوقفت إظهار الحضور في الإعدادات.',
  clear: 'مسح',
  tooLong: (most: number) =>
    `أطول من المسموح: للحالة ${counting.plural(most, {
      zero: 'لا أحرف',
      one: 'حرف واحد',
      two: 'حرفان',
      few: '# أحرف',
      many: '# حرفًا',
      other: '# حرف',
    })} على الأكثر. اختصرها.`,
};
