/** What a person has saved for themselves. */
export const saved = {
  title: 'Đã lưu',
  list: 'Tin nhắn đã lưu',
  reading: 'Đang mở những tin nhắn bạn đã lưu',
  empty: 'Chưa lưu gì',
  howTo:
    'Chọn “Lưu cho riêng bạn” trong menu của tin nhắn mà bạn muốn xem lại. Không ai khác thấy bạn lưu gì, và tất cả chỉ nằm trên các thiết bị của bạn.',
  remove: 'Bỏ khỏi mục đã lưu',
  removed: 'Đã bỏ khỏi mục đã lưu.',
};
