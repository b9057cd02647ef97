import type { files as english } from '../en/files.ts';

export const files: typeof english = {
  photo: 'Ảnh',
  photos: (count) => `${count} ảnh`,
  file: (name) => `Tệp ${name}`,
  files: (count) => `${count} tệp`,
  tooLarge: (megabytes) => `Tệp này quá lớn. Chỉ gửi được tệp tối đa ${megabytes} MB.`,
  tooMany: (most) => `Mỗi tin nhắn chứa tối đa ${most} tệp.`,
  unreadable: 'Không đọc được tệp này.',
  addAgain: 'Tệp này không còn nữa.',
  atOnce: 'Tin nhắn có tệp được gửi ngay.',
  notHere: 'Tệp này không có trên thiết bị này.',
  another: 'Máy chủ đã đưa một tệp khác với tệp được gửi. Tệp đó không được giữ lại.',
  askSender: 'Hãy thử lại; nếu vẫn vậy, hãy nhờ người gửi gửi lại.',
  notFetched: 'Không tải được tệp này.',
};
