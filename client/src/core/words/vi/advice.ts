import type { advice as english } from '../en/advice.ts';

export const advice: typeof english = {
  'relay.blobs-full': 'Hãy gửi sau, hoặc nhờ quản trị viên dọn chỗ.',
  'relay.blobs-spent': 'Hãy gửi tệp này vào ngày mai.',
  'relay.unknown-blob': 'Hãy nhờ người gửi gửi lại.',
  'relay.blob-exists': 'Hãy thêm lại tệp.',
  'files.tooLarge': 'Hãy làm tệp nhỏ lại, hoặc chia thành nhiều phần.',
  'files.tooMany': 'Hãy gửi các tệp còn lại trong tin nhắn khác.',
  'files.unreadable': 'Hãy chọn lại. Nếu là thư mục, hãy nén lại trước.',
  'files.addAgain': 'Hãy thêm lại.',
  'files.atOnce': 'Hãy gửi ngay, hoặc chỉ hẹn giờ gửi phần chữ.',
  'files.notHere': 'Hãy tải tệp về trước.',
  'gate.no-files': 'Hãy gửi tin nhắn không kèm tệp, hoặc hỏi quản trị viên.',
  'gate.file-too-large': 'Hãy làm tệp nhỏ lại, hoặc chia thành nhiều phần.',
};
