import { console } from './console.ts';
import { counting } from './counting.ts';

/** As the object of a decision. */
const people = (count: number) =>
  counting.plural(count, {
    zero: 'لا أحد',
    one: 'شخص واحد',
    two: 'شخصين',
    few: '# أشخاص',
    many: '# شخصًا',
    other: '# شخص',
  });

/** The list of everybody, and decisions about many of them. */
export const staff = {
  which: 'أي الأشخاص',
  search: 'البحث عن أشخاص',
  all: 'الكل',
  roles: { owner: 'المالكون', admin: 'المديرون', member: 'الأعضاء', guest: 'الضيوف' },
  state: 'الحالة',
  order: 'الترتيب',
  orders: { name: 'الاسم', newest: 'الأحدث أولًا', oldest: 'الأقدم أولًا', devices: 'الأكثر أجهزة' },
  list: 'الأشخاص',
  foundOf: (found: number, all: number) => `${console.people(found)} من أصل ${counting.number(all)}`,
  nobody: 'لا أحد بهذه الصفات',
  nobodyHint: 'غيّر كلمات البحث أو عوامل التصفية.',
  /** Stands after the role and the group. */
  devices: (count: number) =>
    counting.plural(count, {
      zero: 'لا أجهزة',
      one: 'جهاز واحد',
      two: 'جهازان',
      few: '# أجهزة',
      many: '# جهازًا',
      other: '# جهاز',
    }),
  chosen: (count: number) => `تم اختيار ${people(count)}`,
  chooseAll: (count: number) =>
    counting.plural(count, {
      one: 'اختيار الشخص المطابق',
      two: 'اختيار الشخصين المطابقين',
      few: 'اختيار كل المطابقين وعددهم #',
      many: 'اختيار كل المطابقين وعددهم #',
      other: 'اختيار كل المطابقين وعددهم #',
    }),
  chooseNobody: 'إلغاء الاختيار',
  decide: 'اتخاذ قرار',

  decideAbout: (count: number) => `قرار بشأن ${people(count)}`,
  what: 'القرار',
  actions: {
    move: { label: 'النقل إلى مجموعة أمنية', hint: 'تسري سياستها عليهم فورًا.' },
    role: { label: 'تغيير الدور' },
    suspend: { label: 'تعليق', hint: 'تتوقف كل أجهزتهم فورًا. ويمكن التراجع عن ذلك.' },
    restore: { label: 'استعادة', hint: 'يمكن لأجهزتهم تسجيل الدخول من جديد.' },
  },
  nothingToSign: 'لا شيء للتوقيع',
  signFor: (count: number) => `التوقيع بشأن ${people(count)}`,
  signed: (count: number) =>
    counting.plural(count, {
      zero: 'لا يُوقَّع أي قيد.',
      one: 'يُوقَّع قيد واحد، واحد لكل شخص.',
      two: 'يُوقَّع قيدان، واحد لكل شخص.',
      few: 'تُوقَّع # قيود، واحد لكل شخص.',
      many: 'يُوقَّع # قيدًا، واحد لكل شخص.',
      other: 'يُوقَّع # قيد، واحد لكل شخص.',
    }),
  already: (count: number) =>
    counting.plural(count, {
      one: 'شخص واحد هو كذلك بالفعل.',
      two: 'شخصان هما كذلك بالفعل.',
      few: '# أشخاص هم كذلك بالفعل.',
      many: '# شخصًا هم كذلك بالفعل.',
      other: '# شخص هم كذلك بالفعل.',
    }),
  leftOut: (count: number) =>
    counting.plural(count, {
      one: 'يُستثنى شخص واحد: إما أُزيل وإما هو أنت.',
      two: 'يُستثنى شخصان: من أُزيل، أو أنت.',
      few: 'يُستثنى # أشخاص: من أُزيل، أو أنت.',
      many: 'يُستثنى # شخصًا: من أُزيل، أو أنت.',
      other: 'يُستثنى # شخص: من أُزيل، أو أنت.',
    }),
  refusedAreTold: 'ما لا يتيح لك السجل أن تقرره وحدك يُستثنى ويُذكر لك.',
  states: { running: 'جارٍ التوقيع', over: 'تم', stopped: 'توقّف' },
  stop: 'إيقاف',
  progress: 'الموقَّع',
  decided: (done: number, total: number) => `تقرر ${counting.number(done)} من ${counting.number(total)}.`,
  decidedNot: (done: number, total: number, failed: number) =>
    `تقرر ${counting.number(done)} من ${counting.number(total)}، ولم يتقرر ${counting.number(failed)}.`,
  notBegun: (count: number) => `لم يُبدأ في ${counting.number(count)}.`,
  notDecided: 'لم يتقرر',
};
