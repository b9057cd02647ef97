import { counting } from './counting.ts';

/** Files: before they are sent, in messages, and in the list of a conversation. */
export const files = {
  drop: 'Thả tệp vào đây để thêm vào tin nhắn',
  toSend: (count: number) => counting.plural(count, { other: '# tệp sẽ gửi' }),
  preparing: (name: string) => `Đang chuẩn bị ${name}`,
  leaving: 'Tin nhắn được gửi ngay khi các tệp sẵn sàng.',
  remove: (name: string) => `Bỏ ${name}`,
  asFile: (name: string) => `Gửi ${name} dưới dạng tệp, giữ nguyên`,
  asPhoto: (name: string) => `Gửi ${name} dưới dạng ảnh`,
  /** Of photos: what stands in them besides the picture. */
  leftOut: 'Đã bỏ vị trí và thông tin máy ảnh',
  kept: 'Giữ nguyên, kể cả vị trí và thông tin máy ảnh nếu có',

  off: 'Tổ chức của bạn không cho phép gửi tệp.',
  offNext: 'Hãy mô tả bằng lời, hoặc hỏi quản trị viên.',
  tooLarge: (name: string, size: string) => `${name} quá lớn: ${size}.`,
  tooLargeNext: (most: string) =>
    `Tổ chức của bạn cho phép tối đa ${most}. Hãy giảm dung lượng hoặc chia thành nhiều phần.`,
  tooMany: 'Một tin nhắn chỉ kèm được tối đa 10 tệp.',
  tooManyNext: 'Hãy gửi các tệp này trước, rồi gửi tiếp các tệp còn lại.',
  unreadable: (name: string) => `Không đọc được ${name}.`,
  unreadableNext: 'Hãy chọn lại. Với thư mục, hãy nén lại trước.',

  open: (name: string) => `Mở ${name}`,
  show: (size: string) => `Hiện ảnh, ${size}`,
  fetching: (name: string) => `Đang tải ${name}`,
  sending: (name: string) => `Đang gửi ${name}`,
  stop: 'Dừng',
  cancel: 'Hủy gửi',
  save: (name: string) => `Lưu ${name}`,
  gone: 'Không còn nữa',
  goneWhy: 'Tệp chỉ được giữ trong thời gian có hạn và chưa được tải về đây.',
  noImage: 'Đây không phải ảnh có thể hiển thị',
  noSaving: 'Tổ chức của bạn không cho ứng dụng lưu tệp.',

  photos: 'Ảnh',
  previous: 'Ảnh trước',
  next: 'Ảnh sau',
  /** How large a photo is shown. */
  actual: 'Kích thước thật',
  fit: 'Vừa với trang',
  place: (at: number, of: number) => `${counting.number(at)} / ${counting.number(of)}`,

  title: 'Tệp',
  reading: 'Đang tìm tệp',
  none: 'Chưa có tệp nào',
  noneWhy: 'Những gì gửi ở đây được liệt kê cho đến khi biến mất.',
  goTo: (name: string) => `${name}, đến tin nhắn`,
};
