import type { alarms as english } from '../en/alarms.ts';
import { counting } from './counting.ts';

export const alarms: typeof english = {
  somebody: 'شخص ما',
  rootKey: 'المفتاح الجذري',
  link: 'رابط',
  deviceAdded: 'أُضيف جهاز إلى حسابك. إن لم تفعل ذلك بنفسك فأبطله فورًا.',
  ownReset: 'أُعيد تعيين هويتك وأُبطلت كل أجهزتك. إن لم تطلب ذلك فأخبر زملاءك.',
  reset: (name) => `لدى ${name} هوية جديدة ومفاتيح جديدة: تغيّر رقم الأمان بينكما. قارنه قبل أن تثق به.`,
  ownLinkSigned: (by) =>
    `أُنشئ رابط بتوقيع ${counting.list(by)}، ويمكن لأحدهم أن يأخذ به مكانك. إن لم تفقد أجهزتك فأوقفه فورًا من الإعدادات.`,
  ownLinkApproved: (by) =>
    `أُنشئ رابط بموافقة ${counting.list(by)}، ويمكن لأحدهم أن يأخذ به مكانك. إن لم تفقد أجهزتك فأوقفه فورًا من الإعدادات.`,
  linkSigned: (by, name) =>
    `أُنشئ رابط بتوقيع ${counting.list(by)} يمنح ${name} هوية جديدة. اسأل ${name} وجهًا لوجه إن كان ذلك صحيحًا.`,
  linkApproved: (by, name) =>
    `أُنشئ رابط بموافقة ${counting.list(by)} يمنح ${name} هوية جديدة. اسأل ${name} وجهًا لوجه إن كان ذلك صحيحًا.`,
  deviceRevoked: 'أبطل أحد المديرين جهازًا من أجهزتك.',
  suspended: 'علّق أحد المديرين حسابك.',
  restored: 'استعاد أحد المديرين حسابك.',
  removed: 'أزال أحد المديرين حسابك.',
  updated: 'غيّر أحد المديرين اسمك أو دورك أو مجموعتك.',
  details: 'غيّر أحد المديرين ما تقوله المؤسسة عنك. يراه الجميع في ملفك الشخصي.',
  disclosed: 'أُعلن أن حسابك خدمة تقرأ مع الآخرين.',
  rootUsed: (owners) =>
    `استُخدم المفتاح الجذري وسمّى مالكين جددًا: ${counting.list(owners)}. إن لم يخبرك أحد فاسألهم وجهًا لوجه.`,
  ownersChanged: 'تغيّر مالكو المؤسسة.',
  fewerOwners: (by, proposed, now) =>
    `اقتراح من ${counting.list(by)}: أن يقرر معًا ${counting.plural(proposed, {
      zero: '# مالك',
      one: 'مالك واحد',
      two: 'مالكان',
      few: '# مالكين',
      many: '# مالكًا',
      other: '# مالك',
    })} بدلًا من ${counting.number(now)}. يستغرق ذلك يومًا ويحتاج إلى تواقيع بقية المالكين.`,
  ownLinkProposed: (by) =>
    `اقتراح من ${counting.list(by)}: رابط يمكن لأحدهم أن يأخذ به مكانك. إن لم تفقد أجهزتك فأخبر مديرًا آخر الآن.`,
};
