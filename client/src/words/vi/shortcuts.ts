export const shortcuts = {
  title: 'Phím tắt',
  parts: { conversations: 'Cuộc trò chuyện', writing: 'Soạn tin', everywhere: 'Mọi nơi' },
  what: {
    previous: 'Cuộc trò chuyện trước',
    next: 'Cuộc trò chuyện sau',
    previousUnread: 'Cuộc trò chuyện chưa đọc trước',
    nextUnread: 'Cuộc trò chuyện chưa đọc sau',
    leave: 'Đóng phần chi tiết, hoặc đánh dấu đã đọc',
    send: 'Gửi',
    newLine: 'Xuống dòng',
    sendLater: 'Gửi sau',
    snippet: 'Chèn một đoạn mẫu',
    search: 'Tìm tin nhắn',
    jump: 'Đi đến một người, một phòng hoặc một lệnh',
    help: 'Các phím tắt này',
    helpWhileWriting: 'Các phím tắt này, khi đang soạn tin',
  },
};
