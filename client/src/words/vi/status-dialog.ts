/** Where one says how one can be reached. */
export const statusDialog = {
  title: 'Trạng thái của bạn',
  youAre: 'Bạn đang',
  available: 'Sẵn sàng',
  awayByItself: 'Tự chuyển sang vắng mặt sau năm phút bạn không làm gì ở đây.',
  away: 'Vắng mặt',
  dnd: 'Không làm phiền',
  heldBack: 'Thông báo của thiết bị này được giữ lại.',
  status: 'Trạng thái',
  example: 'Đang họp',
  fewWords: 'Vài từ, có thể thêm một biểu tượng cảm xúc ở đầu.',
  /** What many people say. */
  usual: ['🗓️ Đang họp', '🎧 Đang tập trung', '🏠 Làm việc ở nhà', '🌴 Đang nghỉ phép'] as readonly string[],
  until: 'Đến khi',
  untilChanged: 'Đến khi tôi thay đổi',
  today: 'Hôm nay',
  /** @param moment such as "tomorrow at 9:00". */
  asSet: (moment: string) => `Như đã đặt: ${moment}`,
  whoSees:
    'Người trong các cuộc trò chuyện riêng và phòng nhỏ của bạn thấy trạng thái này, được mã hóa, khi thiết bị này đang mở. Không ai lưu lại.',
  policyHides: 'Không ai khác thấy: tổ chức của bạn đã tắt trạng thái hiện diện.',
  youHide: 'Không ai khác thấy: bạn đã tắt trạng thái hiện diện trong cài đặt.',
  clear: 'Xóa',
  tooLong: (most: number) => `Dài quá: trạng thái có tối đa ${most} ký tự. Hãy rút ngắn.`,
};
