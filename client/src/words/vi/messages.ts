import { counting } from './counting.ts';

/** One message, and what one does with it. What is in braces is drawn there. */
export const messages = {
  /** How far an own message came. */
  states: {
    queued: 'Đang chờ gửi',
    sent: 'Đã gửi',
    delivered: 'Đã nhận',
    read: 'Đã xem',
    failed: 'Chưa gửi được',
  },
  byWhom: (state: string) => `${state}. Những ai?`,
  whoHasIt: 'Ai đã có tin nhắn này',
  looking: 'Đang xem…',
  tooMany: 'Trong cuộc trò chuyện đông như thế này, không ai xác nhận tin nhắn.',
  notDelivered: 'Chưa nhận',
  receiptsOff: 'Thông báo đã xem đang tắt, nên không ai thấy ai đã xem gì.',

  pinned: 'Đã ghim',
  saved: 'Đã lưu',
  new: 'Mới',
  urgent: 'Khẩn cấp',
  important: 'Quan trọng',
  /** What was done with it and reached nobody. */
  failed: {
    edit: 'Chưa gửi được nội dung bạn sửa.',
    recall: 'Chưa thu hồi được tin nhắn.',
    reaction: 'Chưa gửi được cảm xúc của bạn.',
    pin: 'Chưa gửi được thay đổi về ghim của bạn.',
    vote: 'Chưa gửi được phiếu của bạn.',
    close: 'Chưa đóng được cuộc thăm dò.',
    acknowledge: 'Chưa gửi được xác nhận của bạn.',
  },
  photo: 'Ảnh',
  file: (name: string, size: string) => `Tệp ${name}, ${size}`,
  tryAgain: 'Thử lại',
  discard: 'Bỏ',
  leaveIt: 'Để như cũ',

  more: 'Thêm',
  react: 'Bày tỏ cảm xúc',
  reply: 'Trả lời',
  replyInThread: 'Trả lời trong chuỗi',
  forward: 'Chuyển tiếp',
  edit: 'Sửa',
  closePoll: 'Đóng thăm dò',
  copyText: 'Sao chép nội dung',
  copyLink: 'Sao chép liên kết',
  pin: 'Ghim cho mọi người',
  unpin: 'Bỏ ghim',
  save: 'Lưu cho riêng bạn',
  remind: 'Nhắc tôi',
  recall: 'Thu hồi với mọi người',

  /** What people react with the most. */
  quick: {
    '👍': 'thích',
    '❤️': 'trái tim',
    '😂': 'cười ra nước mắt',
    '🎉': 'chúc mừng',
    '👀': 'đôi mắt',
    '🙏': 'chắp tay',
  },
  otherEmoji: 'Biểu tượng khác',
  reactions: 'Cảm xúc',
  /** The last of those who reacted. */
  others: (count: number) => counting.plural(count, { other: '# người khác' }),
  reactedBy: (emoji: string, who: string) => `${emoji} từ ${who}`,

  copied: 'Đã sao chép.',
  linkCopied: 'Đã sao chép liên kết.',
  whoCanOpenIt: 'Chỉ người trong cuộc trò chuyện này mở được.',
  notCopied: 'Trình duyệt không cho ứng dụng sao chép.',
  copyByHand: 'Hãy chọn nội dung và tự sao chép.',
  unpinned: 'Đã bỏ ghim.',
  savedNow: 'Đã lưu. Không ai khác thấy.',
  undo: 'Hoàn tác',

  closeThisPoll: 'Đóng cuộc thăm dò này?',
  pollStaysClosed: 'Sau đó không ai bỏ phiếu được nữa, và không thể mở lại. Những phiếu đã bỏ vẫn còn.',
  recallThis: 'Thu hồi tin nhắn này?',
  recallIt: 'Thu hồi',
  whatIsRecalled:
    'Nội dung, các bản trước, cảm xúc và phiếu sẽ biến mất khỏi thiết bị của mọi người. Mọi người vẫn thấy từng có một tin nhắn, và có thể đã có người đọc rồi.',
  youRecalled: 'Bạn đã thu hồi tin nhắn này',
  recalled: 'Tin nhắn này đã được thu hồi',

  remindThen: 'Nhắc tôi lúc đó',
  /** @param moment such as "tomorrow at 9:00". */
  reminded: (moment: string) => `Bạn sẽ được nhắc ${moment}.`,

  disappears: 'Tự xóa',
  disappearsIn: (length: string) => `Tự xóa sau ${length}`,
  disappearsAfter: (length: string) => `Tự xóa ${length} sau khi gửi`,

  edited: 'Đã sửa',
  editedMark: '(đã sửa)',
  editedAt: (time: string) => `Đã sửa ${time}. Xem các bản trước`,
  earlierVersions: 'Các bản trước',
  lookingThemUp: 'Đang tìm các bản trước',
  versionsGone: 'Các bản trước không còn nữa.',

  /** Before the name of somebody. */
  inReply: 'Trả lời ',
  inReplyTo: (name: string) => `Trả lời ${name}`,
  quoteRecalled: '{author}: Tin nhắn này đã được thu hồi',
  quoteMissing: '{author}: Tin nhắn này không có trên thiết bị này',

  /** Oneself within a sentence. */
  you: 'bạn',
  forwarded: 'Chuyển tiếp: {author}',
  forwardedIn: 'Chuyển tiếp: {author} trong {room}',
  goToIt: '(đến tin nhắn)',
  forwardedBut: 'Chuyển tiếp: {author}, nhưng tin nhắn gốc nói khác',
  forwardedBy: 'Chuyển tiếp. {by} nói rằng {author} đã viết',
  forwardedByBut: 'Chuyển tiếp. {by} nói rằng {author} đã viết, nhưng tin nhắn gốc nói khác',
  forwardedFrom: (name: string) => `Chuyển tiếp, được cho là do ${name} viết`,
  shared: '{by} chia sẻ, {author} ký',
  sharedUnverified: 'Chưa xác minh: {by} chia sẻ và nói rằng {author} đã viết',
  sharedSigned: (by: string) => `${by} chia sẻ, có chữ ký của tác giả`,
  sharedUnsigned: (by: string) => `${by} chia sẻ, chưa xác minh`,
  mentionsYou: 'Có nhắc đến bạn',

  replies: (count: number) => counting.plural(count, { other: '# trả lời' }),
  repliesFrom: (names: readonly string[]) => `của ${names.join(', ')}, `,
  lastReply: (time: string) => `gần nhất ${time}`,
  inThread: 'Đã trả lời trong một chuỗi',

  acknowledge: 'Xác nhận',
  youAcknowledged: 'Bạn đã xác nhận',
  allAcknowledged: 'Mọi người đã xác nhận',
  someAcknowledged: (count: number, of: number) => `${count}/${of} người đã xác nhận`,
  whoAcknowledged: 'Ai đã xác nhận',
  acknowledged: 'Đã xác nhận',
  notYet: 'Chưa xác nhận',
  youHave: 'Bạn đã xác nhận',
  asksYou: 'Tin nhắn này cần bạn xác nhận',
  peopleHave: (count: number) => counting.plural(count, { other: '# người đã xác nhận' }),
};
