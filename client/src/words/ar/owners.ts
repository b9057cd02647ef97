import { counting } from './counting.ts';

/** "of the three owners". */
const ofOwners = (count: number) =>
  counting.plural(count, {
    one: 'المالك الواحد',
    two: 'المالكَين',
    few: 'المالكين الـ#',
    many: 'المالكين الـ#',
    other: 'المالكين الـ#',
  });

/** Who the owners are, and how many of them must sign. */
export const owners = {
  change: 'تغيير المالكين',
  list: 'المالكون',
  youAreAdmin: 'المالكون يقررون من يكون مالكًا. أنت مدير.',
  nobody: 'لا يوجد أحد.',
  ownerNow: 'مالك حاليًا',
  howMany: 'كم مالكًا يجب أن يوقّع',
  quorumOf: (quorum: number, all: number) => `${counting.number(quorum)} من ${counting.number(all)}`,
  fewer: 'يقل عدد من يجب أن يوقّعوا، فينتظر القرار يومًا',
  fewerNext: 'يُخبَر الجميع فورًا بأنك تقترحه. ولا يسري قبل يوم من الآن.',
  /** @param quorum at least 2. */
  signFirst: (quorum: number) =>
    counting.plural(quorum, {
      two: 'يجب أن يوقّعه مالكان. توقّع أنت أولًا، ويجده الآخر في صفحة الإدارة لديه.',
      few: 'يجب أن يوقّعه # مالكين. توقّع أنت أولًا، ويجده الآخرون في صفحة الإدارة لديهم.',
      many: 'يجب أن يوقّعه # مالكًا. توقّع أنت أولًا، ويجده الآخرون في صفحة الإدارة لديهم.',
      other: 'يجب أن يوقّعه # مالك. توقّع أنت أولًا، ويجده الآخرون في صفحة الإدارة لديهم.',
    }),
  thenAdmin: 'من لم يعد مالكًا يصبح مديرًا.',

  /** What it means that so many of so many owners must sign. */
  single: {
    title: 'مالك واحد',
    sentence: 'شخص واحد يقرر وحده ما يقرره المالكون.',
    weakness: 'كل شيء معلّق بشخص واحد',
    advice:
      'إذا فُقدت أجهزة هذا المالك، فلا يعيّن غيره إلا المفتاح الجذري المطبوع. ومن يستولِ على هذا المتصفح الواحد يقرر كل شيء. اجعل شخصين آخرين مالكَين، واشترط أن يوقّع اثنان معًا.',
  },
  any: {
    title: (all: number) => `أي واحد من ${ofOwners(all)}`,
    sentence: (all: number) => `كل واحد من ${ofOwners(all)} يقرر وحده، حتى بشأن الآخرين.`,
    weakness: 'يكفي الاستيلاء على متصفح واحد',
    advice: (all: number) =>
      `من يستولِ على متصفح أي واحد من ${ofOwners(all)} يمكنه إزالة الآخرين. اشترط أن يوقّع اثنان معًا.`,
  },
  several: {
    title: (quorum: number, all: number) => `${counting.number(quorum)} من ${ofOwners(all)}`,
    sentence: (quorum: number, all: number) => {
      const must = counting.plural(quorum, {
        two: `يجب أن يوقّع اثنان من ${ofOwners(all)} ما يقرره المالكون`,
        few: `يجب أن يوقّع # من ${ofOwners(all)} ما يقرره المالكون`,
        many: `يجب أن يوقّع # من ${ofOwners(all)} ما يقرره المالكون`,
        other: `يجب أن يوقّع # من ${ofOwners(all)} ما يقرره المالكون`,
      });
      const none = counting.plural(quorum - 1, {
        one: 'ولا يقدر واحد منهم على ذلك وحده',
        two: 'ولا يقدر اثنان منهم على ذلك وحدهما',
        few: 'ولا يقدر # منهم على ذلك وحدهم',
        many: 'ولا يقدر # منهم على ذلك وحدهم',
        other: 'ولا يقدر # منهم على ذلك وحدهم',
      });
      return `${must}؛ ${none}.`;
    },
  },
  /** How many may be lost. */
  spare: (count: number) =>
    counting.plural(count, {
      zero: 'إذا فُقد واحد منهم، فلا يمكن أن يتقرر شيء بعد ذلك إلا بالمفتاح الجذري.',
      one: 'يمكن أن يُفقد واحد منهم، ويظل الآخرون قادرين على تعيين بديل.',
      two: 'يمكن أن يُفقد اثنان منهم، ويظل الآخرون قادرين على تعيين بديلين.',
      few: 'يمكن أن يُفقد # منهم، ويظل الآخرون قادرين على تعيين بدلاء.',
      many: 'يمكن أن يُفقد # منهم، ويظل الآخرون قادرين على تعيين بدلاء.',
      other: 'يمكن أن يُفقد # منهم، ويظل الآخرون قادرين على تعيين بدلاء.',
    }),
  noneSpare: 'لا يجوز أن يُفقد أي مالك',
  noneSpareAdvice: 'يجب أن يوقّع كل المالكين، فيوقف فقدانُ جهاز واحد كل شيء. اجعل شخصًا آخر مالكًا.',
};
