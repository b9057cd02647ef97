/** The page of what one means for later. A moment is such as "tomorrow at 9:00". */
export const later = {
  title: 'Đã lên lịch',
  clockWrong: 'Đồng hồ của máy tính này sai',
  serverTime:
    'Mọi thứ ở đây tính theo giờ của máy chủ, dù đồng hồ chỉ giờ nào. Hãy chỉnh lại đồng hồ để hai bên khớp nhau.',
  empty: 'Chưa lên lịch gì',
  howTo:
    'Hãy viết tin nhắn và chọn giờ gửi bên cạnh nút gửi, hoặc chọn “Nhắc tôi” trong menu của một tin nhắn. Cả hai chỉ nằm trên các thiết bị của bạn. Thiết bị mà bạn đã viết tin nhắn sẽ gửi nó, và cần đang mở và không bị khóa.',
  messages: 'Tin nhắn',
  whenSent:
    'Thiết bị mà bạn đã viết tin nhắn sẽ gửi nó khi đang mở, không bị khóa và có kết nối; nếu không thì ngay khi được như vậy trở lại.',
  list: 'Tin nhắn đã lên lịch',
  reminders: 'Lời nhắc',
  onlyYou: 'Không ai khác thấy bạn muốn được nhắc về gì.',
  deleted: 'Đã xóa. Tin nhắn sẽ không được gửi.',
  reminderRemoved: 'Đã xóa lời nhắc.',
  otherTime: 'Gửi vào giờ khác',
  sendThen: 'Gửi lúc đó',

  wasDue: (due: string) => `đã hẹn ${due}`,
  wasDueAndSent: (due: string, sent: string) => `đã hẹn ${due}, gửi ${sent}`,
  /** @param why a sentence. */
  elsewhere: 'Một thiết bị khác của bạn sẽ gửi tin này.',
  notSent: (why: string) => `Chưa gửi: ${why} Tin nhắn vẫn được giữ: hãy sửa, sao chép hoặc xóa.`,
  options: (title: string) => `Tùy chọn cho tin nhắn gửi ${title}`,
  edit: 'Sửa',
  changeTime: 'Đổi giờ',
  sendNow: 'Gửi ngay',
  copyText: 'Sao chép nội dung',
  usualTimer: 'Để theo thời gian thường lệ ở đó',
  delete: 'Xóa',
  wasLate: 'Tin nhắn đã được gửi: vào giờ hẹn, thiết bị này bị khóa hoặc vắng mặt.',
  removeReminder: 'Xóa lời nhắc',
  done: 'Xong',
};
