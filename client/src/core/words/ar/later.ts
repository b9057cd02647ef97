import type { later as english } from '../en/later.ts';
import { counting } from './counting.ts';

export const later: typeof english = {
  scheduledFull: (most) =>
    `${counting.plural(most, {
      zero: 'لا رسائل',
      one: 'رسالة واحدة',
      two: 'رسالتان',
      few: '# رسائل',
      many: '# رسالة',
      other: '# رسالة',
    })} في الانتظار بالفعل. أرسل إحداها أو احذفها أولًا.`,
  remindersFull: (most) =>
    `${counting.plural(most, {
      zero: 'لا تذكيرات',
      one: 'تذكير واحد',
      two: 'تذكيران',
      few: '# تذكيرات',
      many: '# تذكيرًا',
      other: '# تذكير',
    })} في الانتظار بالفعل. أزل أحدها أولًا.`,
  snippetsFull: (most) =>
    `يتسع المكان لما مجموعه ${counting.plural(most, {
      zero: '# نص جاهز',
      one: 'نص جاهز واحد',
      two: 'نصين جاهزين',
      few: '# نصوص جاهزة',
      many: '# نصًا جاهزًا',
      other: '# نص جاهز',
    })}. احذف أحدها أولًا.`,
  pollAtOnce: 'يُرسل الاستطلاع فورًا.',
  deviceGone: 'الجهاز الذي كان سيرسلها لم يعد من أجهزتك.',
  passed: 'مضى هذا الوقت.',
  tooFar: 'يبعد هذا الوقت أكثر من سنة.',
  twin: 'هناك نص جاهز آخر بهذا العنوان.',
};
