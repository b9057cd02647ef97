import type { rooms as english } from '../en/rooms.ts';

export const rooms: typeof english = {
  somebody: 'Ai đó',
  nobodyKnows: 'Không biết ai đã làm việc đó.',
  againstRules: (name, why) => `Ứng dụng của ${name} đã thay đổi cuộc trò chuyện này trái quy tắc: ${why}`,
  notSetUp: 'Không thiết lập được cuộc trò chuyện.',
  cannotGoOn: 'Cuộc trò chuyện này không thể tiếp tục.',
  startNew: 'Hãy bắt đầu một cuộc trò chuyện mới.',
  resynchronising: 'Thiết bị này đang được đồng bộ lại ở đây.',
  leaveFirst: 'Bạn vẫn còn trong cuộc trò chuyện này. Hãy rời đi trước.',
  needsModerator: 'Phòng cần có người điều hành: hãy chỉ định một người khác trước.',
  askedAlready: 'Bạn đã hỏi rồi. Người điều hành cần trả lời.',
};
