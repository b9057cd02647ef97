import type { files as english } from '../en/files.ts';
import { counting } from './counting.ts';

export const files: typeof english = {
  photo: 'صورة',
  photos: (count) =>
    counting.plural(count, {
      zero: 'لا صور',
      one: 'صورة واحدة',
      two: 'صورتان',
      few: '# صور',
      many: '# صورة',
      other: '# صورة',
    }),
  file: (name) => `ملف ${name}`,
  files: (count) =>
    counting.plural(count, {
      zero: 'لا ملفات',
      one: 'ملف واحد',
      two: 'ملفان',
      few: '# ملفات',
      many: '# ملفًا',
      other: '# ملف',
    }),
  tooLarge: (megabytes) =>
    `هذا الملف كبير جدًا. أكبر ما يمكن إرساله ${counting.plural(megabytes, {
      zero: '# ميغابايت',
      one: 'ميغابايت واحد',
      two: '# ميغابايت',
      few: '# ميغابايت',
      many: '# ميغابايت',
      other: '# ميغابايت',
    })}.`,
  tooMany: (most) =>
    `تتسع الرسالة لما لا يزيد على ${counting.plural(most, {
      zero: '# ملف',
      one: 'ملف واحد',
      two: 'ملفين',
      few: '# ملفات',
      many: '# ملفًا',
      other: '# ملف',
    })}.`,
  unreadable: 'تعذّرت قراءة هذا الملف.',
  addAgain: 'لم يعد هذا الملف موجودًا.',
  atOnce: 'الرسالة التي فيها ملفات تُرسل فورًا.',
  notHere: 'هذا الملف ليس على هذا الجهاز.',
  another: 'ما قدّمه الخادم ليس الملف الذي أُرسل، ولم يُحتفظ به.',
  askSender: 'حاول مرة أخرى؛ وإن استمر ذلك فاطلب ممن أرسله أن يرسله من جديد.',
  notFetched: 'تعذّر جلب هذا الملف.',
};
