import { counting } from './counting.ts';

export const unlock = {
  title: (organisation: string) => `افتح قفل ${organisation}`,
  forgotten:
    'نسيتها؟ لا أحد يستطيع إعادة تعيين عبارة المرور. يمكن لمالك أو مدير أن يدعوك من جديد؛ أما المخزَّن في هذا المتصفح فيبقى مقفلًا.',
  hasAccount: 'في هذا المتصفح حساب بالفعل',
  linkIsForOthers: 'الرابط الذي فتحته لشخص ليس لديه حساب. افتح قفل حسابك، أو افتح الرابط في متصفح آخر.',
  openedMessage: 'فتحت رابطًا إلى رسالة',
  shownOnceUnlocked: 'ستظهر بعد أن تفتح القفل.',
  wrongInARow: (failures: number) =>
    counting.plural(failures, {
      zero: 'لا محاولات خاطئة',
      one: 'عبارة مرور خاطئة واحدة',
      two: 'عبارتا مرور خاطئتان على التوالي',
      few: '# عبارات مرور خاطئة على التوالي',
      many: '# عبارة مرور خاطئة على التوالي',
      other: '# عبارة مرور خاطئة على التوالي',
    }),
  wait: (seconds: number) => `انتظر ${counting.length(seconds, 'second')} قبل المحاولة التالية.`,
  triesLeft: (left: number) =>
    counting.plural(left, {
      zero: 'لم تبقَ أي محاولة. بعد ذلك يحذف هذا المتصفح ما لديه.',
      one: 'بقيت محاولة واحدة. بعد ذلك يحذف هذا المتصفح ما لديه.',
      two: 'بقيت محاولتان. بعد ذلك يحذف هذا المتصفح ما لديه.',
      few: 'بقيت # محاولات. بعد ذلك يحذف هذا المتصفح ما لديه.',
      many: 'بقيت # محاولة. بعد ذلك يحذف هذا المتصفح ما لديه.',
      other: 'بقيت # محاولة. بعد ذلك يحذف هذا المتصفح ما لديه.',
    }),
  unlock: 'فتح القفل',
  consentTitle: (organisation: string) => `قبل أن تستخدم ${organisation}`,
  consentText: 'ما توافق عليه',
  lockAgain: 'القفل من جديد',
  accept: 'أوافق',
};
