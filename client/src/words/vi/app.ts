import { counting } from './counting.ts';

export const app = {
  skip: 'Chuyển đến nội dung',
  iKnow: 'Tôi biết việc này',
  alarm: (time: string) => `${time}. Nếu bạn thấy bất ngờ, hãy nói chuyện ngay với một chủ sở hữu.`,
  frozen: (time: string) => `Tin mới nhất của tổ chức là từ ${time}. Những gì bạn viết sẽ đợi đến khi có tin mới.`,
  /** No witness that is asked for has confirmed the log yet. */
  elsewhere: 'Những gì bạn viết sẽ chờ đến lúc đó.',
  unconfirmed: 'Chưa có xác nhận nào. Những gì bạn viết sẽ đợi đến khi có xác nhận.',
  clockWrong: (count: number, unit: 'minute' | 'hour', isAhead: boolean) =>
    `Đồng hồ của máy này ${isAhead ? 'nhanh' : 'chậm'} ${counting.length(count, unit)}`,
  setClock: 'Hãy chỉnh lại cho đúng; Tacit sẽ tự kết nối.',
  broke: 'Trang này gặp lỗi',
  brokeNext:
    'Đó là lỗi của chúng tôi, không phải của bạn. Tin nhắn của bạn vẫn an toàn: những gì bạn đã gửi vẫn đang được gửi đi.',
  nothingHere: 'Không có gì ở đây',
  wrongAddress: 'Địa chỉ sai, hoặc bạn không còn quyền xem nội dung này.',
  toConversations: 'Về các cuộc trò chuyện',
  loadingAdmin: 'Đang tải trang quản trị',
  loadingApplies: 'Đang tải các quy định áp dụng cho bạn',
  loadingDevices: 'Đang tải thiết bị của bạn',
  loadingSettings: 'Đang tải cài đặt',
  loadingScheduled: 'Đang tải các mục đã lên lịch',
  editMessage: 'Sửa tin nhắn',
  newPoll: 'Thăm dò mới',
  noCopying: 'Không cho sao chép ở đây.',
  noCopyingWhy: 'Tổ chức của bạn quyết định như vậy.',
  welcome: (organisation: string) => `Chào mừng đến với ${organisation}`,
  invite: 'Mời một đồng nghiệp',
  firstHere: 'Bạn là người đầu tiên ở đây. Hãy mời ai đó để trò chuyện.',
  noneOpen: 'Chưa mở cuộc trò chuyện nào',
  chooseOne: 'Chọn một cuộc ở bên cạnh, hoặc bắt đầu cuộc mới.',
  find: 'Tìm trong cuộc trò chuyện này',
  goToDay: 'Đến một ngày',
  pinned: 'Tin nhắn đã ghim',
  commands: {
    search: 'Tìm tin nhắn',
    saved: 'Tin nhắn đã lưu',
    scheduled: 'Tin nhắn đã lên lịch và lời nhắc',
    policy: 'Chính sách của tổ chức',
    groups: 'Nhóm bảo mật',
    invite: 'Mời nhiều người',
    log: 'Nhật ký của tổ chức',
    snippet: (title: string) => `Đoạn mẫu: ${title}`,
  },
  links: {
    'no-member': {
      title: 'Bạn không ở trong cuộc trò chuyện này',
      text: 'Liên kết dẫn đến tin nhắn của một cuộc trò chuyện mà bạn không tham gia, hoặc không còn tham gia. Hãy nhờ người đưa liên kết thêm bạn vào, hoặc chuyển tiếp tin nhắn.',
    },
    missing: {
      title: 'Tin nhắn này không có trên thiết bị này',
      text: 'Bạn ở trong cuộc trò chuyện, nhưng tin nhắn có trước khi bạn vào, đã bị xóa, hoặc chưa đến. Hãy nhờ người đưa liên kết chuyển tiếp tin nhắn.',
    },
  },
  ok: 'Đồng ý',
};
