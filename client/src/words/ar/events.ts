import type { Who } from '../who.ts';
import { counting } from './counting.ts';

/** The verb as one says it to somebody; of others, that they did what the noun names. */
const did = ({ name, isMe }: Who, toMe: string, noun: string) => (isMe ? toMe : `قام ${name} ${noun}`);
const whom = ({ name, isMe }: Who) => (isMe ? 'أنت' : name);

/** What was done to people, oneself first: `toMe` holds the pronoun, `toOthers` goes before their names. */
function acted(people: readonly Who[], toMe: string, toOthers: string): string {
  const others = counting.list(people.filter(({ isMe }) => !isMe).map(({ name }) => name));
  const isForMe = people.some(({ isMe }) => isMe);
  if (!isForMe) return `${toOthers} ${others}`;
  return others === '' ? toMe : `${toMe} و${toOthers} ${others}`;
}

/** What happened in a conversation, in one sentence each. */
export const events = {
  started: (by: Who) => did(by, 'بدأت هذه المحادثة', 'ببدء هذه المحادثة'),
  readsAlong: 'يقرأ هذا الجهاز من هنا فصاعدًا. ما قيل من قبل موجود على أجهزتك الأخرى',
  joined: (who: Who) => (who.isMe ? 'انضممت' : `انضم ${who.name}`),
  added: (by: Who, people: readonly Who[]) =>
    by.isMe ? acted(people, 'أضفت نفسك', 'أضفت') : `قام ${by.name} ب${acted(people, 'إضافتك', 'إضافة')}`,
  left: (who: Who) => (who.isMe ? 'غادرت' : `غادر ${who.name}`),
  removed: (by: Who, who: Who) =>
    by.isMe ? `أزلت ${who.name}` : `قام ${by.name} ${who.isMe ? 'بإزالتك' : `بإزالة ${who.name}`}`,
  idle: (who: Who) =>
    who.isMe
      ? 'أُخرجت من الغرفة لأن جهازك لم يُستخدم منذ مدة طويلة'
      : `أُخرج ${who.name} من الغرفة لأن جهازه لم يُستخدم منذ مدة طويلة`,
  back: (people: readonly Who[]) => `عودة بعد غياب طويل: ${counting.list(people.map(whom))}`,
  named: (by: Who, name: string) => `${did(by, 'سمّيت الغرفة', 'بتسمية الغرفة')} «${name}»`,
  noTopic: (by: Who) => did(by, 'أزلت موضوع الغرفة', 'بإزالة موضوع الغرفة'),
  topic: (by: Who, topic: string) => `${did(by, 'حدّدت الموضوع', 'بتحديد الموضوع')}: «${topic}»`,
  picture: (by: Who) => did(by, 'غيّرت صورة الغرفة', 'بتغيير صورة الغرفة'),
  usualLevel: (by: Who) => did(by, 'تركت تصنيف هذه الغرفة للسياسة', 'بترك تصنيف هذه الغرفة للسياسة'),
  level: (by: Who, level: string) => `${did(by, 'صنّفت الغرفة', 'بتصنيف الغرفة')}: ${level}`,
  onlyModeratorsWrite: (by: Who) =>
    `${did(by, 'جعلت هذه الغرفة للإعلانات', 'بجعل هذه الغرفة للإعلانات')}: لا يكتب إلا المشرفون`,
  everybodyWrites: (by: Who) => did(by, 'سمحت لكل من في الغرفة بالكتابة', 'بالسماح لكل من في الغرفة بالكتابة'),
  takesRequests: (by: Who) =>
    did(by, 'سمحت لمن لديه رابط الغرفة بطلب الانضمام', 'بالسماح لمن لديه رابط الغرفة بطلب الانضمام'),
  takesNoRequests: (by: Who) => did(by, 'أوقفت استقبال طلبات الانضمام', 'بإيقاف استقبال طلبات الانضمام'),
  declined: (by: Who) => did(by, 'رفضت طلبك للانضمام إلى غرفة', 'برفض طلبك للانضمام إلى غرفة'),
  closed: (by: Who) => `${did(by, 'أغلقت الغرفة', 'بإغلاق الغرفة')}: لم يعد أحد يكتب هنا`,
  opened: (by: Who) => did(by, 'أعدت فتح الغرفة', 'بإعادة فتح الغرفة'),
  onlyModeratorsAdd: (by: Who) => did(by, 'قصرت إضافة الأشخاص على المشرفين', 'بقصر إضافة الأشخاص على المشرفين'),
  everybodyAdds: (by: Who) => did(by, 'سمحت لكل من في الغرفة بإضافة أشخاص', 'بالسماح لكل من في الغرفة بإضافة أشخاص'),
  moderator: (by: Who, who: Who) =>
    by.isMe
      ? `جعلت ${who.isMe ? 'نفسك مشرفًا' : `${who.name} مشرفًا`}`
      : `قام ${by.name} ${who.isMe ? 'بتعيينك مشرفًا' : `بتعيين ${who.name} مشرفًا`}`,
  noModerator: (by: Who, who: Who) =>
    `${did(by, 'أنهيت', 'بإنهاء')} ${who.isMe ? 'إشرافك على الغرفة' : `إشراف ${who.name} على الغرفة`}`,
  pinned: (by: Who) => did(by, 'ثبّت رسالة', 'بتثبيت رسالة'),
  unpinned: (by: Who) => did(by, 'ألغيت تثبيت رسالة', 'بإلغاء تثبيت رسالة'),
  sharedLast: (by: Who, count: number, people: readonly Who[]) =>
    `${did(by, 'شاركت', 'بمشاركة')} ${counting.plural(count, {
      zero: 'آخر الرسائل',
      one: 'آخر رسالة',
      two: 'آخر رسالتين',
      few: 'آخر # رسائل',
      many: 'آخر # رسالة',
      other: 'آخر # رسالة',
    })} ${acted(people, 'معك', 'مع')}`,
  sharedDays: (by: Who, days: number, people: readonly Who[]) =>
    `${did(by, 'شاركت', 'بمشاركة')} ${counting.plural(days, {
      zero: 'رسائل اليوم',
      one: 'رسائل آخر يوم',
      two: 'رسائل آخر يومين',
      few: 'رسائل آخر # أيام',
      many: 'رسائل آخر # يومًا',
      other: 'رسائل آخر # يوم',
    })} ${acted(people, 'معك', 'مع')}`,
  sharedAll: (by: Who, people: readonly Who[]) =>
    `${did(by, 'شاركت كل الرسائل', 'بمشاركة كل الرسائل')} ${acted(people, 'معك', 'مع')}`,
  messagesStay: (by: Who) => did(by, 'ضبطت الرسائل لتبقى', 'بضبط الرسائل لتبقى'),
  disappearSent: (by: Who, length: string) => `${did(by, 'ضبطت الرسائل', 'بضبط الرسائل')} لتختفي بعد ${length}`,
  disappearRead: (by: Who, length: string) =>
    `${did(by, 'ضبطت الرسائل', 'بضبط الرسائل')} لتختفي بعد ${length} من قراءتها`,
  /** @param sentence says why. */
  refused: (by: Who, sentence: string) => `رُفض شيء أرسله ${by.isMe ? 'تطبيقك' : `تطبيق ${by.name}`}. ${sentence}`,
  deviceAdded: (who: Who) => `${who.isMe ? 'جهاز جديد لك' : `جهاز جديد لدى ${who.name}`} يمكنه القراءة من هنا فصاعدًا`,
  deviceRemoved: (who: Who) => `أُزيل ${who.isMe ? 'أحد أجهزتك' : `أحد أجهزة ${whom(who)}`}`,
  synchronised: 'أُعيدت مزامنة هذا الجهاز',
  recovered: (count: number) =>
    `أُعيدت مزامنة هذا الجهاز، ${counting.plural(count, {
      zero: 'ولم تُجلب أي رسالة من جديد',
      one: 'وجُلبت رسالة واحدة من جديد',
      two: 'وجُلبت رسالتان من جديد',
      few: 'وجُلبت # رسائل من جديد',
      many: 'وجُلبت # رسالة من جديد',
      other: 'وجُلبت # رسالة من جديد',
    })}`,
  someMissing: 'تعذّرت قراءة بعض الرسائل على هذا الجهاز. اطلب إرسالها من جديد',
  missing: (count: number) =>
    counting.plural(count, {
      zero: 'لم تتعذّر قراءة أي رسالة على هذا الجهاز',
      one: 'تعذّرت قراءة رسالة واحدة على هذا الجهاز. اطلب إرسالها من جديد',
      two: 'تعذّرت قراءة رسالتين على هذا الجهاز. اطلب إرسالهما من جديد',
      few: 'تعذّرت قراءة # رسائل على هذا الجهاز. اطلب إرسالها من جديد',
      many: 'تعذّرت قراءة # رسالة على هذا الجهاز. اطلب إرسالها من جديد',
      other: 'تعذّرت قراءة # رسالة على هذا الجهاز. اطلب إرسالها من جديد',
    }),
  missingOrGone: (count: number) =>
    counting.plural(count, {
      zero: 'وصلت كل الرسائل إلى هذا الجهاز',
      one: 'لم تصل رسالة واحدة إلى هذا الجهاز. الرسائل تختفي هنا، فربما اختفت من قبل',
      two: 'لم تصل رسالتان إلى هذا الجهاز. الرسائل تختفي هنا، فربما اختفتا من قبل',
      few: 'لم تصل # رسائل إلى هذا الجهاز. الرسائل تختفي هنا، فربما اختفت من قبل',
      many: 'لم تصل # رسالة إلى هذا الجهاز. الرسائل تختفي هنا، فربما اختفت من قبل',
      other: 'لم تصل # رسالة إلى هذا الجهاز. الرسائل تختفي هنا، فربما اختفت من قبل',
    }),
  damaged: 'تلفت رسالة واحدة في تخزين هذا المتصفح ولا يمكن عرضها',
};
