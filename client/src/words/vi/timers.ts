/** Messages that disappear. A length is one of `counting`. */
export const timers = {
  title: 'Tin nhắn tự xóa',
  choice: 'Tin nhắn tự xóa',
  /** In the room or conversation that is open. */
  forBoth: 'Tin nhắn gửi từ bây giờ sẽ tự xóa ở cả hai bên và trên máy chủ. Những gì đã nói trước đó vẫn giữ nguyên.',
  forEverybody:
    'Tin nhắn gửi từ bây giờ sẽ tự xóa với mọi người trong phòng này và trên máy chủ. Những gì đã nói trước đó vẫn giữ nguyên.',
  canBeCopied: 'Người đọc tin nhắn vẫn có thể sao chép hoặc chụp lại.',
  onlyModerators: 'Chỉ người điều hành của phòng này mới thay đổi được.',
  theyStay: 'Giữ lại',
  afterTheyWereSent: (length: string) => `${length} sau khi gửi`,
  afterTheyWereRead: (length: string) => `${length} sau khi xem`,
  longestAllowed: 'Thời gian dài nhất mà tổ chức của bạn cho phép.',
  pillSent: (length: string) => `Tin nhắn tự xóa sau ${length}. Thay đổi`,
  pillRead: (length: string) => `Tin nhắn tự xóa ${length} sau khi xem. Thay đổi`,
  thisMessage: 'Tin nhắn này tự xóa',
  whenThisDisappears: 'Khi nào tin nhắn này tự xóa',
  itStays: 'Giữ lại',
  afterItWasSent: (length: string) => `${length} sau khi gửi`,
  afterItWasRead: (length: string) => `${length} sau khi xem`,
  asUsual: (label: string) => `Như thường lệ: ${label}`,
  thisStays: 'Tin nhắn này được giữ lại',
  thisDisappearsSent: (length: string) => `Tin nhắn này tự xóa ${length} sau khi gửi`,
  thisDisappearsRead: (length: string) => `Tin nhắn này tự xóa ${length} sau khi xem`,
  asUsualAgain: 'Trở lại như thường lệ',
};
