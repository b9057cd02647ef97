import { counting } from './counting.ts';

/** A poll in a conversation. */
export const votes = {
  poll: 'استطلاع',
  closedPoll: 'استطلاع مغلق',
  pollOf: (question: string) => `استطلاع: ${question}`,
  several: 'استطلاع، عدة إجابات',
  one: 'استطلاع، إجابة واحدة',
  closed: 'مغلق',
  /** What is in braces is such as "in 2 hours". */
  closes: 'يُغلق {when}',
  answer: (text: string, count: number) =>
    `${text}، ${counting.plural(count, {
      zero: 'لا أصوات',
      one: 'صوت واحد',
      two: 'صوتان',
      few: '# أصوات',
      many: '# صوتًا',
      other: '# صوت',
    })}`,
  yours: (answer: string) => `${answer}، صوتك`,
  vote: 'تصويت',
  takeBack: 'سحب الصوت',
  change: 'تغيير الصوت',
  nobody: 'لم يصوّت أحد',
  nobodyYet: 'لم يصوّت أحد بعد',
  voted: (count: number) =>
    counting.plural(count, {
      zero: 'لم يصوّت أحد',
      one: 'صوّت شخص واحد',
      two: 'صوّت شخصان',
      few: 'صوّت # أشخاص',
      many: 'صوّت # شخصًا',
      other: 'صوّت # شخص',
    }),
  who: 'لمن صوّت كل شخص',
};
