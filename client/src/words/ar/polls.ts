import { counting } from './counting.ts';

/** Where a poll is written. */
export const polls = {
  title: 'استطلاع جديد',
  send: 'إرسال الاستطلاع',
  question: 'السؤال',
  answers: 'الإجابات',
  answer: (place: number) => `الإجابة ${counting.number(place)}`,
  removeAnswer: (place: number) => `إزالة الإجابة ${counting.number(place)}`,
  addAnswer: 'إضافة إجابة',
  several: 'يمكن اختيار عدة إجابات',
  closesAt: 'يُغلق في (اختياري)',
  closeBefore: 'يمكنك إغلاقه في أي وقت قبل ذلك.',
  whoSees: 'يرى كل من في هذه المحادثة لمن صوّت كل شخص.',
  noQuestion: 'اكتب ما تريد معرفته.',
  fewAnswers: 'اكتب إجابتين على الأقل.',
  sameAnswers: 'هناك إجابتان متطابقتان. غيّر إحداهما.',
  timeIsOver: 'انقضى هذا الوقت. اختر وقتًا لاحقًا، أو لا تختر شيئًا.',
};
