import { counting } from './counting.ts';

/** The policy of a security group: what holds, what waits, and how it is changed. */
export const policy = {
  of: 'سياسة',
  organisation: 'المؤسسة كلها',
  organisationHint: 'ما لا يجوز أن تنزل عنه سياسة أي مجموعة',
  areas: {
    keys: 'المفاتيح',
    access: 'الدخول',
    messages: 'الرسائل',
    files: 'الملفات',
    rooms: 'الغرف',
    reach: 'نطاق التواصل',
    notices: 'التنبيهات',
  },
  alone: 'أنت الوحيد الذي يقرر',
  aloneNext:
    'ما يُضعف السياسة ينتظر يومًا ليعلم به الجميع، ولا يحتاج إلى توقيع ثانٍ ما دام لا يوجد مدير ثانٍ. ليكن لديكم اثنان على الأقل.',
  locks:
    'ما يُقفل هنا يسري على كل المجموعات، حتى حيث تطلب سياستها أقل. ويجوز للمجموعة أن تطلب أكثر. إقفال أمر يحتاج إلى توقيع واحد؛ وتخفيف القفل يحتاج إلى مديرَين ويوم.',
  heldMeans:
    'مفروض: ترفض تطبيقات الآخرين، أو الخادم، ما يخالفه. تعاوني: يلتزم به تطبيق كل شخص نفسه، ويمكن لتطبيق معدَّل أن يتجاهله.',
  /** Who holds people to it. */
  held: { others: 'مفروض', 'own-app': 'تعاوني', relay: 'يفرضه الخادم' },
  history: 'السجل السابق',
  historyHint: 'كل قرار بشأن هذه السياسة، وما غيّره ومن وقّعه.',
  historyOf: 'تاريخ السياسة',
  unsigned: 'تغييرات لم تُوقَّع',
  notSignedYet: (count: number) =>
    counting.plural(count, {
      one: 'تغيير واحد لم يُوقَّع بعد',
      two: 'تغييران لم يُوقَّعا بعد',
      few: '# تغييرات لم تُوقَّع بعد',
      many: '# تغييرًا لم تُوقَّع بعد',
      other: '# تغيير لم تُوقَّع بعد',
    }),
  discard: 'تجاهل',
  review: 'المراجعة والتوقيع',

  lockedForAll: 'مقفل لكل المجموعات',
  /** @param value in words, with its unit. */
  lockedAt: (value: string) => `أقفلته المؤسسة: ${value}`,
  setHere: (value: string) => `محدَّد لهذه المجموعة؛ أقفلته المؤسسة عند ${value}`,
  textHint: 'نص عادي. إذا تُرك فارغًا فلا يظهر شيء.',
  linesHint: (most: number, longest: number) =>
    `إجابة في كل سطر؛ أقصى عدد للأسطر ${counting.number(most)}، وأقصى طول للسطر بالأحرف ${counting.number(longest)}. إن تُرك فارغًا: لا شيء.`,
  range: {
    more: (least: number, most: number, unit: string) => `${range(least, most, unit)}؛ الأكثر أضعف`,
    less: (least: number, most: number, unit: string) => `${range(least, most, unit)}؛ الأقل أضعف`,
    orNone: (least: number, most: number, unit: string, none: string) =>
      `${range(least, most, unit)}؛ الأكثر أضعف، والأضعف هو 0: ${none}`,
  },
  rangeOfLock: (least: number, most: number, unit: string, none: number) =>
    `${range(least, most, unit)}؛ ${counting.number(none)} لا يُقفل شيئًا`,
  weaker: 'أضعف',
  stronger: 'أقوى',
  /** Of words where there were none. */
  fresh: 'جديد',
  /** {direction} is one of the two. */
  thanNow: '{direction} من الحالي',
  /** {value} is what is now, in words. */
  thanNowWas: '{direction} من الحالي ({value})',

  wholeNumber: (least: number, most: number) =>
    `اكتب عددًا صحيحًا من ${counting.number(least)} إلى ${counting.number(most)}.`,
  wholeNumberOrNone: (least: number, most: number, none: string) =>
    `اكتب عددًا صحيحًا من ${counting.number(least)} إلى ${counting.number(most)}، أو 0: ${none}.`,
  belowLock: (value: string) => `أقفلت المؤسسة هذا عند ${value}: لا يمكن للمجموعة إلا أن تطلب أكثر.`,
  shorten: (longest: number) =>
    counting.plural(longest, {
      one: 'اختصره إلى حرف واحد.',
      two: 'اختصره إلى حرفين.',
      few: 'اختصره إلى # أحرف.',
      many: 'اختصره إلى # حرفًا.',
      other: 'اختصره إلى # حرف.',
    }),
  shortenLines: (most: number, longest: number) =>
    `أقصى عدد للأسطر ${counting.number(most)}، وأقصى طول للسطر بالأحرف ${counting.number(longest)}: اختصر.`,
  networksHint: 'شبكة واحدة في كل سطر، مثل 10.20.0.0/16. إذا تُرك فارغًا: من أي مكان.',
  wrongNetworks:
    'اكتب شبكات مثل 10.20.0.0/16 أو \u20662001:db8:5::/48\u2069، واحدة في كل سطر، دون أي شيء بعد عدد البتات المذكور بعد الشرطة.',
  lockedNetworks: 'أقفلت المؤسسة شبكاتها: أدرج فقط ما يقع ضمنها.',
  strangeText: 'احذف علامات الجدولة والأحرف غير المرئية.',
  lockedText: 'أقفلت المؤسسة هذا النص.',

  change: (group: string) => `تغيير سياسة ${group}`,
  goOn: 'متابعة التعديل',
  /** When a change would hold. */
  ways: {
    now: {
      title: 'يسري فورًا',
      words: 'لا شيء يضعف. يصل إلى كل متصل فور توقيعه، وإلى الآخرين عندما يعودون.',
      sign: 'توقيع',
    },
    delayed: {
      title: 'يسري بعد يوم',
      words: 'يضعف شيء ما. لا يوجد مدير ثانٍ، فتوقيعك يكفي؛ ويعلم الجميع قبل يوم، ويمكنك سحبه حتى ذلك الحين.',
      sign: 'توقيع، ليسري بعد يوم',
    },
    propose: {
      title: 'يجب أن يوافق عليه مدير آخر',
      words: 'يضعف شيء ما. لا قيمة له حتى يوقّعه مدير آخر أيضًا، ثم يسري بعد يوم من ذلك. ويمكنك سحبه حتى ذلك الحين.',
      sign: 'توقيع واقتراح',
    },
  },
  appliesTo: (people: number) =>
    counting.plural(people, {
      zero: 'لا تسري هذه السياسة على أحد.',
      one: 'تسري هذه السياسة على شخص واحد.',
      two: 'تسري هذه السياسة على شخصين.',
      few: 'تسري هذه السياسة على # أشخاص.',
      many: 'تسري هذه السياسة على # شخصًا.',
      other: 'تسري هذه السياسة على # شخص.',
    }),
  changeWaits: 'هناك تغيير ينتظر',
  isFor: (people: number) =>
    counting.plural(people, {
      zero: 'لا يسري على أحد.',
      one: 'يسري على شخص واحد.',
      two: 'يسري على شخصين.',
      few: 'يسري على # أشخاص.',
      many: 'يسري على # شخصًا.',
      other: 'يسري على # شخص.',
    }),
  replacesWaiting: 'يحل محل التغيير الذي ينتظر الآن.',
  replacesProposal: 'يحل محل الاقتراح الذي ينتظر الآن.',
  /** @param names of security groups, or the whole organisation. */
  heldUp: (names: string) => `اسحب أولًا ما ينتظر في ${names}`,
  heldUpWhy:
    'هناك شيء يُخفَّف، والتغيير الذي ينتظر هنا يعوّضه. من دونه تقل حماية الناس من غير إشعار قبل يوم. اسحب الآخر أولًا، أو أبقِ هنا الصرامة التي كان مقررًا أن تسري.',
  goTo: (name: string) => `انتقال إلى ${name}`,

  waiting: 'قيد الانتظار',
  waitingHint: 'تقرر ولم يسرِ بعد.',
  /** {by} is who proposed it. @param when "2 hours ago". */
  proposedBy: (when: string) => `اقترحه {by}، ${when}`,
  /** {names} are those who signed it. @param when "in 2 hours"; @param time then. */
  holds: (when: string, time: string) => `يسري ${when}، في ${time}. وقّعه {names}`,
  doubtful: (names: string) => `لم يعد ${names} من المديرين النشطين`,
  doubtfulNext: 'انظر في هذا التغيير من جديد، واسحبه إن كنت أنت لن توقّعه.',
  approveTitle: 'الموافقة على هذا الإضعاف؟',
  withdrawTitle: 'سحب ما ينتظر؟',
  signAndApprove: 'توقيع وموافقة',
  /** {group} is the group’s name. */
  approveMeans: 'بتوقيعك يسري بعد يوم من الآن على كل من في {group}. وحتى ذلك الحين يمكن لأي مدير سحبه.',
  withdrawMeans: 'يبقى ما هو سارٍ الآن ساريًا. ولا يسري شيء مما ينتظر، ويمكن تقريره من جديد.',
};

function range(least: number, most: number, unit: string): string {
  return `من ${counting.number(least)} إلى ${counting.number(most)} ${unit}`.trimEnd();
}
