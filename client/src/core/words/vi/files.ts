import type { files as english } from '../en/files.ts';

export const files: typeof english = {
  photo: 'Ảnh',
  photos: (count) => `${count} ảnh`,
  file: (name) => `Tệp ${name}`,
  files: (count) => `${count} tệp`,
  tooLarge: (megabytes) => `Tệp này quá lớn. Chỉ gửi được tệp tối đa ${megabytes} MB.`,
  tooMany: (most) => `Mỗi tin nhắn chứa tối đa ${most} tệp. Hãy gửi các tệp còn lại trong tin nhắn khác.`,
  unreadable: 'Không đọc được tệp này. Hãy chọn lại.',
  addAgain: 'Tệp này không còn nữa. Hãy thêm lại.',
  atOnce: 'Tin nhắn có tệp được gửi ngay.',
  notHere: 'Tệp này không có trên thiết bị này.',
  gone: 'Máy chủ không còn tệp này. Hãy nhờ người gửi gửi lại.',
  another: 'Máy chủ đã đưa một tệp khác với tệp được gửi. Tệp đó không được giữ lại.',
  askSender: 'Hãy thử lại; nếu vẫn vậy, hãy nhờ người gửi gửi lại.',
  notFetched: 'Không tải được tệp này.',
};
