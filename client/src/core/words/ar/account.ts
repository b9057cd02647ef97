import type { account as english } from '../en/account.ts';
import { counting } from './counting.ts';

const on = (at: string) => (at === '' ? '' : ` في ${at} UTC`);
const by = (names: readonly string[], own: boolean) =>
  names.length === 0 ? '' : own ? ' بواسطتك أو بمفتاحك' : ` بواسطة ${counting.list(names)}`;

export const account: typeof english = {
  withoutWords: 'حدث شيء لا تجد هذه النسخة من Tacit كلمات له.',
  lockDamaged: 'قفل تخزين هذا المتصفح تالف.',
  storageDamaged: 'ما هو مخزّن في هذا المتصفح تالف.',
  storageNewer: 'كتبت هنا نسخة أحدث من Tacit.',
  storageUnavailable: 'لا يسمح هذا المتصفح للتطبيق بتخزين أي شيء.',
  cannotStart: 'لا يمكن أن يبدأ التطبيق هنا. سبب ذلك متصفح بلا WebAssembly، أو صفحة وصلت ناقصة.',
  unreachable: 'لا يمكن الوصول إلى الخادم.',
  stale: 'لم يؤكد الخادم سجل المؤسسة منذ مدة طويلة، لذلك توقف الإرسال مؤقتًا.',
  unwitnessed: 'لم يؤكد الشهود الذين تطلبهم مؤسستك سجلها منذ مدة طويلة، لذلك توقف الإرسال مؤقتًا.',
  withheld: 'يحجب الخادم جزءًا من سجل المؤسسة رآه أحد الزملاء، لذلك توقف الإرسال مؤقتًا.',
  logNotVerified: 'تعذّر التحقق من سجل الخادم.',
  suspended: 'حسابك معلّق.',
  unprovenRevoked: 'يقول الخادم إن هذا الجهاز أُزيل، ولا يعرض قرارًا يثبت ذلك. لم يُحذف شيء.',
  unprovenSuspended: 'يقول الخادم إن حسابك معلّق، ولا يعرض قرارًا يثبت ذلك.',
  decided: 'قرر ذلك أحد مديري مؤسستك.',
  farewell: {
    removed: (where, names, own, at) => `أُزيل حسابك من ${where}${by(names, own)}${on(at)}.`,
    revoked: (names, own, at) => `أُزيل هذا الجهاز من حسابك${by(names, own)}${on(at)}.`,
    suspended: (names, own, at) => `عُلّق حسابك${by(names, own)}${on(at)}.`,
    deleted: 'حُذف كل ما يخصه من هذا المتصفح.',
    deletedOf: (where) => `حُذف كل ما يخص ${where} من هذا المتصفح.`,
    kept: 'ما في هذا المتصفح محفوظ ومقفل حتى يُستعاد حسابك.',
    ask: (names) => `اسأل ${names.length === 0 ? 'أحد المالكين' : counting.either(names)} إن كان ذلك يفاجئك.`,
  },
  wiped: 'كانت عبارة المرور خاطئة مرات كثيرة على التوالي. قررت مؤسستك أن يحذف المتصفح عندئذ ما لديه.',
  triesLeft: (left) =>
    counting.plural(left, {
      zero: 'لم تبقَ أي محاولة. بعد ذلك يحذف هذا المتصفح ما لديه.',
      one: 'بقيت محاولة واحدة. بعد ذلك يحذف هذا المتصفح ما لديه.',
      two: 'بقيت محاولتان. بعد ذلك يحذف هذا المتصفح ما لديه.',
      few: 'بقيت # محاولات. بعد ذلك يحذف هذا المتصفح ما لديه.',
      many: 'بقيت # محاولة. بعد ذلك يحذف هذا المتصفح ما لديه.',
      other: 'بقيت # محاولة. بعد ذلك يحذف هذا المتصفح ما لديه.',
    }),
  ratings: ['سهلة التخمين جدًا.', 'سهلة التخمين جدًا. أضف كلمات أخرى.', 'مقبولة.', 'جيدة.', 'جيدة جدًا.'],
  charactersMissing: (count) =>
    counting.plural(count, {
      zero: 'لا ينقص أي حرف.',
      one: 'ينقص حرف واحد.',
      two: 'ينقص حرفان.',
      few: 'تنقص # أحرف.',
      many: 'ينقص # حرفًا.',
      other: 'ينقص # حرف.',
    }),
  devicesFull: (most) =>
    `تسمح مؤسستك لكل شخص بما مجموعه ${counting.plural(most, {
      zero: '# جهاز',
      one: 'جهاز واحد',
      two: 'جهازان',
      few: '# أجهزة',
      many: '# جهازًا',
      other: '# جهاز',
    })}. أزل أحد أجهزتك أولًا.`,
  notItself: 'لا يستطيع الجهاز أن يزيل نفسه. استخدم جهازًا آخر من أجهزتك.',
  safetyChanged: 'تغيّر رقم الأمان في هذه الأثناء.',
  compareAnew: 'انظر إليه مرة أخرى وقارنه من جديد.',
  rootKeyOf: (organisation) => `المفتاح الجذري لمؤسسة ${organisation}`,
  publicKey: (key) => `المفتاح العام: ${key}`,
  rootKeyUse:
    'إذا فُقد كل المالكين، فهذا المفتاح وحده يستطيع تسمية مالكين جدد. احفظه دون اتصال، حيث لا يصل إليه إلا المالكون.',
};
