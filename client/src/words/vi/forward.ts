import { counting } from './counting.ts';

const conversations = (count: number) => counting.plural(count, { other: '# cuộc trò chuyện' });

/** Where a message is passed on to others. */
export const forward = {
  title: 'Chuyển tiếp tin nhắn',
  forward: 'Chuyển tiếp',
  forwardTo: (count: number) => `Chuyển tiếp đến ${conversations(count)}`,
  forwarded: (title: string) => `Đã chuyển tiếp đến ${title}.`,
  forwardedTo: (count: number) => `Đã chuyển tiếp đến ${conversations(count)}.`,
  conversations: 'Cuộc trò chuyện',
  room: (people: number) => `Phòng, ${counting.plural(people, { other: '# người' })}`,
  nothing: 'Không có cuộc trò chuyện nào mà bạn viết được.',
  comment: 'Lời nhắn kèm (không bắt buộc)',
  whatIsSeen:
    'Mọi người thấy ai đã viết và thấy bạn chuyển tiếp. Người không ở trong cuộc trò chuyện này chỉ có lời của bạn về điều đó.',
  ofAPoll: 'Với thăm dò, chỉ câu hỏi được chuyển tiếp, không có câu trả lời và phiếu.',
  gone: 'Tin nhắn này không còn nữa.',
  chooseAnother: 'Hãy đóng lại và chọn tin nhắn khác.',
  tooMany: (most: number) => `Mỗi lần chỉ chuyển tiếp đến tối đa ${conversations(most)}.`,
  takeSomeOut: 'Hãy bỏ bớt.',
};
