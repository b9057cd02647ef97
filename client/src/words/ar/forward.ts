import { people } from './counted.ts';
import { counting } from './counting.ts';

/** After "to". */
const toConversations = (count: number) =>
  counting.plural(count, {
    zero: 'لا محادثات',
    one: 'محادثة واحدة',
    two: 'محادثتين',
    few: '# محادثات',
    many: '# محادثة',
    other: '# محادثة',
  });

/** Where a message is passed on to others. */
export const forward = {
  title: 'إعادة توجيه الرسالة',
  forward: 'إعادة توجيه',
  forwardTo: (count: number) => `إعادة توجيه إلى ${toConversations(count)}`,
  forwarded: (title: string) => `أُعيد توجيهها إلى ${title}.`,
  forwardedTo: (count: number) => `أُعيد توجيهها إلى ${toConversations(count)}.`,
  conversations: 'المحادثات',
  room: (count: number) => `غرفة، ${people(count)}`,
  nothing: 'لا توجد محادثة يمكنك الكتابة فيها.',
  comment: 'تعليق (اختياري)',
  whatIsSeen: 'يرى الآخرون من كتبها وأنك أعدت توجيهها. ومن ليس في هذه المحادثة ليس لديه على ذلك إلا كلمتك.',
  ofAPoll: 'من الاستطلاع يُعاد توجيه السؤال فقط، دون الإجابات والأصوات.',
  gone: 'لم تعد هذه الرسالة موجودة.',
  chooseAnother: 'أغلق هذا واختر رسالة أخرى.',
  tooMany: (most: number) => `تذهب الرسالة إلى ${toConversations(most)} على الأكثر في المرة الواحدة.`,
  takeSomeOut: 'أزل بعضها.',
};
