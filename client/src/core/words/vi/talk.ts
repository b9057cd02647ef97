import type { talk as english } from '../en/talk.ts';

export const talk: typeof english = {
  poll: (question) => `Thăm dò: ${question}`,
  over: 'Cuộc trò chuyện này đã kết thúc.',
  peerInactive: 'Tài khoản của người này không hoạt động trong tổ chức.',
  notSentYet: 'Tin nhắn chưa được gửi đi.',
  beginningNotSent: 'Tin nhắn mở đầu chưa được gửi đi.',
  notSent: 'Tin nhắn này chưa được gửi.',
  sentAlready: 'Tin nhắn đã được gửi rồi.',
  disappearing: 'Không thể chuyển tiếp tin nhắn tự biến mất.',
  gone: 'Tin nhắn này không còn nữa.',
  pinsFull: (most) => `Đã ghim ${most} tin nhắn ở đây. Hãy bỏ ghim một tin trước.`,
  votesFull: (most) => `Một phiếu được tính tối đa ${most} lần. Lựa chọn cuối cùng của bạn được giữ.`,
  couldNotBeSent: 'Không gửi được.',
  messageNotSent: 'Không gửi được tin nhắn.',
  tryAgain: 'Hãy thử lại; nếu vẫn vậy, hãy báo cho người vận hành máy chủ.',
  savedFull: 'Bạn đã lưu đủ số tin nhắn tối đa.',
  searchMissing: 'Chức năng tìm kiếm chưa có trên thiết bị này.',
};
