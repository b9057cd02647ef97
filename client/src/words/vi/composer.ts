import { counting } from './counting.ts';

/** Where messages are written. What is in braces is drawn there. */
export const composer = {
  closed: {
    closed: 'Phòng này đã đóng. Bạn đọc được những gì có ở đây; người điều hành có thể mở lại phòng.',
    moderators: 'Chỉ người điều hành viết trong phòng này.',
    left: 'Bạn đã rời phòng này. Bạn đọc được những gì đã nhận đến lúc đó.',
    removed: 'Bạn đã bị xóa khỏi phòng này. Bạn đọc được những gì đã nhận đến lúc đó.',
    deleted: 'Phòng này đã bị xóa.',
  },
  messageTo: (title: string) => `Tin nhắn cho ${title}`,
  message: (title: string) => `Nhắn cho ${title}`,
  replyInThread: 'Trả lời trong chuỗi',
  reply: 'Trả lời',
  editMessage: 'Sửa tin nhắn',
  alsoToRoom: 'Gửi cả vào phòng',
  alsoToConversation: 'Gửi cả vào cuộc trò chuyện',

  editing: 'Đang sửa tin nhắn của bạn',
  cancelEditing: 'Hủy sửa',
  replyingTo: 'Trả lời {author} {excerpt}',
  /** Whom one answers. */
  yourself: 'chính bạn',
  doNotReply: 'Không trả lời nữa',

  add: 'Thêm',
  file: 'Ảnh hoặc tệp',
  poll: 'Thăm dò',
  thisIs: 'Tin nhắn này là',
  urgencies: {
    usual: 'Bình thường',
    important: 'Quan trọng',
    urgent: 'Khẩn cấp',
    'important acknowledge': 'Quan trọng, cần xác nhận',
    'urgent acknowledge': 'Khẩn cấp, cần xác nhận',
  },
  isUrgent: {
    important: 'Tin nhắn này quan trọng',
    urgent: 'Tin nhắn này khẩn cấp',
    'important acknowledge': 'Tin nhắn này quan trọng và cần mọi người xác nhận',
    'urgent acknowledge': 'Tin nhắn này khẩn cấp và cần mọi người xác nhận',
  },
  sendAsUsual: 'Gửi bình thường',

  whomToMention: 'Nhắc đến ai',
  snippets: 'Đoạn mẫu',
  given: 'Từ tổ chức của bạn',
  emoji: 'Biểu tượng cảm xúc',
  choicesToMention: (count: number) =>
    `${counting.plural(count, { other: '# lựa chọn' })}. Phím mũi tên để chọn, Enter để nhắc đến.`,
  choicesToTake: (count: number) =>
    `${counting.plural(count, { other: '# lựa chọn' })}. Phím mũi tên để chọn, Enter để lấy.`,
  /** @param people such as "12 people". */
  roomReaches: (people: string) => `@room gửi đến ${people}`,

  save: 'Lưu',
  send: 'Gửi',
  sendLater: 'Gửi sau',
  chooseMoment: 'Chọn ngày và giờ',
  sendThen: 'Gửi lúc đó',
  tooLong: (count: number) =>
    `Dài quá ${counting.plural(count, { other: '# ký tự' })}. Hãy rút ngắn hoặc gửi thành nhiều phần.`,
  left: (count: number) => `Còn ${counting.number(count)} ký tự`,
  keys: 'Enter để gửi, Shift+Enter để xuống dòng',
  keysOfEdit: 'Enter để lưu, Escape để hủy',
};
