import { counting } from './counting.ts';

/** What this device can show of somebody's removal from conversations. */
export const receipts = {
  title: 'إيصال الإخراج',
  hint: 'من أي محادثاتك أُخرج، ومتى، ومن أخرجه، بتوقيع من بقوا. يبيّن أنه لم يحصل على أي مفاتيح لاحقة؛ ولا يمكن أن يبيّن أن ما قرأه قد زال. ولا يشمل المحادثات التي لست فيها.',
  save: 'حفظ إيصال الإخراج',
  nothing: 'لم يُسجَّل أي إخراج من محادثة من محادثاتك.',
  confirmed: (count: number) =>
    counting.plural(count, {
      one: 'إخراج واحد أكّده آخرون',
      two: 'إخراجان أكّدهما آخرون',
      few: '# عمليات إخراج أكّدها آخرون',
      many: '# عملية إخراج أكّدها آخرون',
      other: '# عملية إخراج أكّدها آخرون',
    }),
  alone: (count: number) =>
    counting.plural(count, {
      one: 'إخراج واحد وقّعه هذا الجهاز وحده',
      two: 'إخراجان وقّعهما هذا الجهاز وحده',
      few: '# عمليات إخراج وقّعها هذا الجهاز وحده',
      many: '# عملية إخراج وقّعها هذا الجهاز وحده',
      other: '# عملية إخراج وقّعها هذا الجهاز وحده',
    }),
  /** @param what one or both of the above. */
  saved: (what: readonly string[]) => `تم الحفظ: ${what.join('، ')}.`,
  stillIn: (name: string, count: number) => {
    const where = counting.plural(count, {
      one: 'محادثة واحدة من محادثاتك',
      two: 'محادثتين من محادثاتك',
      few: '# من محادثاتك',
      many: '# من محادثاتك',
      other: '# من محادثاتك',
    });
    return `ما زال ${name} في ${where}.`;
  },
  noRecord: (count: number) =>
    counting.plural(count, {
      one: 'ليس لدى هذا الجهاز سجل عن محادثة واحدة.',
      two: 'ليس لدى هذا الجهاز سجل عن محادثتين.',
      few: 'ليس لدى هذا الجهاز سجل عن # محادثات.',
      many: 'ليس لدى هذا الجهاز سجل عن # محادثة.',
      other: 'ليس لدى هذا الجهاز سجل عن # محادثة.',
    }),
};
