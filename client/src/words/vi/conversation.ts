import { counting } from './counting.ts';

/** An open conversation: what stands around its messages. What is in braces is drawn there. */
export const conversation = {
  direct: 'Trò chuyện riêng',
  people: (count: number) => counting.plural(count, { other: '# người' }),
  closed: 'Đã đóng',
  toAnswer: (count: number) => `${count} yêu cầu chờ trả lời`,
  back: 'Quay lại danh sách trò chuyện',
  hideDetails: 'Ẩn chi tiết',
  showDetails: 'Xem chi tiết',
  earlierComing: 'Đang tải các tin nhắn trước đó',
  earlierGoing: 'Đang chia sẻ các tin nhắn trước đó',
  opening: 'Đang mở cuộc trò chuyện',
  beginning: (name: string) => `Đây là khởi đầu với ${name}`,
  readByBoth: 'Những gì bạn viết ở đây chỉ hai người đọc được, không ai khác.',
  readByRoom: 'Những gì bạn viết ở đây chỉ người trong phòng này đọc được, không ai khác.',
  reaching: 'Vẫn đang kết nối với thiết bị của những người khác',
  sentWhenReached: 'Những gì bạn viết bây giờ sẽ được gửi ngay khi một thiết bị trong số đó nhận được.',
  synchronising: 'Thiết bị này đang được đồng bộ lại',
  sentWhenBack:
    'Thiết bị đã bị lệch nhịp. Thiết bị của một đồng nghiệp sẽ cho nó vào lại; khi đó những gì bạn viết mới được gửi.',

  messages: 'Tin nhắn',
  loadingOlder: 'Đang tải tin nhắn cũ hơn',
  new: 'Mới',
  toLatest: 'Đến tin mới nhất',
  newMessages: (count: number) => counting.plural(count, { other: '# tin nhắn mới' }),
  /** @param count of those who write; of more than two, the others are counted. */
  writing: (count: number) => {
    if (count < 2) return '{first} đang nhập';
    if (count === 2) return '{first} và {second} đang nhập';
    return `{first}, {second} và ${count - 2} người khác đang nhập`;
  },

  thread: 'Chuỗi trả lời',
  openingThread: 'Đang mở chuỗi trả lời',
  nothingOfThread: 'Thiết bị này không có gì của chuỗi trả lời này',
  saidBefore: 'Những điều đó được nói trước khi bạn vào đây.',

  goToDay: 'Đến một ngày',
  day: 'Ngày',
  go: 'Đến',
  cancel: 'Hủy',
  firstOfDay: 'Bạn sẽ đến tin nhắn đầu tiên của ngày đó, hoặc tin kế tiếp sau ngày đó.',
  chooseDay: 'Hãy chọn một ngày trước.',
  nothingSince: 'Không có tin nhắn nào vào ngày đó hoặc sau đó. Hãy chọn một ngày sớm hơn.',

  /** Who is mentioned, where that is not known here. */
  somebody: 'ai đó',

  messageIn: (title: string) => `Tin nhắn trong ${title}`,
  openLink: 'Mở liên kết này?',
  copyAddress: 'Sao chép địa chỉ',
  open: 'Mở',
  leadsTo: 'Liên kết dẫn đến {place}',
  linkWarnings: {
    'user-part': 'Phần trước dấu @ không phải là nơi mà liên kết dẫn đến.',
    'other-alphabets': 'Tên có chữ cái thuộc bảng chữ khác, có thể trông giống những chữ quen thuộc.',
    numeric: 'Liên kết dẫn đến một địa chỉ bằng số thay vì một cái tên.',
    'not-encrypted': 'Kết nối không được mã hóa.',
  },
};
