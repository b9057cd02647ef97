import { counting } from './counting.ts';

/** A poll in a conversation. */
export const votes = {
  poll: 'Thăm dò',
  closedPoll: 'Thăm dò đã đóng',
  pollOf: (question: string) => `Thăm dò: ${question}`,
  several: 'Thăm dò, chọn nhiều câu trả lời',
  one: 'Thăm dò, chọn một câu trả lời',
  closed: 'Đã đóng',
  /** What is in braces is such as "in 2 hours". */
  closes: 'đóng {when}',
  answer: (text: string, count: number) => `${text}, ${counting.plural(count, { other: '# phiếu' })}`,
  yours: (answer: string) => `${answer}, phiếu của bạn`,
  vote: 'Bỏ phiếu',
  takeBack: 'Rút phiếu',
  change: 'Đổi phiếu',
  nobody: 'Không ai bỏ phiếu',
  nobodyYet: 'Chưa ai bỏ phiếu',
  voted: (count: number) => counting.plural(count, { other: '# người đã bỏ phiếu' }),
  who: 'Ai đã bỏ phiếu cho gì',
};
