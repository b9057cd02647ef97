import { counting } from './counting.ts';

/** As the object of a verb. */
const entriesOf = (count: number) =>
  counting.plural(count, {
    zero: 'لا شيء',
    one: 'قيد واحد',
    two: 'قيدين',
    few: '# قيود',
    many: '# قيدًا',
    other: '# قيد',
  });

/** Those who watch the log from machines of their own. */
export const witness = {
  title: 'الشهود',
  hintNone: 'برامج صغيرة على أجهزة أناس آخرين تؤكد أن الخادم يُظهر للجميع السجل نفسه. لا يُشترط الآن تأكيد أي منها.',
  hint: (required: number, all: number) =>
    `يجب أن يكون ${counting.number(required)} من ${counting.number(all)} قد أكّد أحدث سجل، وإلا فلا يرسل تطبيق أحد شيئًا: فلا يقدر الخادم على أن يُظهر للناس سجلات مختلفة.`,
  add: 'إضافة شاهد',
  unseen: 'لم يرَ هذا الجهاز منه شيئًا بعد',
  /** @param when "2 hours ago". */
  cosigned: (entries: number, when: string) => `شارك في توقيع ${entriesOf(entries)} ${when}`,
  cosignedFewer: (entries: number, when: string, fewer: number) =>
    `شارك في توقيع ${entriesOf(entries)} ${when}، أقل من الموجود بـ${counting.number(fewer)}`,
  remove: 'إزالة',
  removeOne: (name: string) => `إزالة ${name}`,
  removeTitle: (name: string) => `إزالة ${name}؟`,
  removed: 'لا يُحتسب بعد ذلك ما شارك في توقيعه. ولا يمكن تعيين مفتاحه من جديد.',
  removedFewer: (left: number) =>
    `لا يمكن عندئذ اشتراط أكثر من ${counting.number(left)} من الباقين، فيتأخر كشف خادم يُظهر للناس سجلات مختلفة.`,
  howMany: 'كم شاهدًا يجب أن يؤكد',
  none: 'لا أحد',
  countOf: (count: number, all: number) => `${counting.number(count)} من ${counting.number(all)}`,
  askTitle: (count: number) =>
    counting.plural(count, {
      zero: 'عدم اشتراط أي شاهد؟',
      one: 'اشتراط شاهد واحد؟',
      two: 'اشتراط شاهدين؟',
      few: 'اشتراط # شهود؟',
      many: 'اشتراط # شاهدًا؟',
      other: 'اشتراط # شاهد؟',
    }),
  more: 'بعد ذلك لا يرسل تطبيق أحد شيئًا ما دام عدد من يؤكدون السجل أقل من اللازم. تأكد من أنها تعمل: تبيّن القائمة متى رأى هذا الجهاز كلًّا منها آخر مرة.',
  fewer: 'يتأخر عندئذ كشف خادم يُظهر للناس سجلات مختلفة.',
  key: 'مفتاحه',
  keyHint: 'السطر الذي يطبعه الشاهد عند بدء تشغيله: الاسم ومعرّف المفتاح والمفتاح، وبينها علامة +.',
  addHint: 'لا يتوقف عليه شيء حتى تشترطه. اشترطه بعد أن يشارك في التوقيع مدة من الزمن.',
};
