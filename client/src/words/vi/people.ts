import { counting } from './counting.ts';

export const people = {
  title: 'Mọi người',
  search: 'Tìm người',
  nobody: 'Chưa có ai ở đây',
  nobodyNext: 'Mọi người sẽ hiện ra ở đây ngay khi tham gia.',
  noMatch: 'Không có tên nào khớp',
  noMatchNext: 'Hãy thử một phần của tên.',
  isMe: '{name} (bạn)',
  inactive: 'Không còn hoạt động',
  person: 'Thông tin người này',
  details: 'Chi tiết',
  notInLog: 'Người này không có trong nhật ký của tổ chức.',
  roleOfMe: (role: string) => `${role} · bạn`,
  message: 'Nhắn tin',
  joined: 'Tham gia',
  devices: 'Thiết bị',
  noDevices: 'Chưa có',
  sharedRooms: 'Phòng chung',
  roomsCount: (count: number) => counting.plural(count, { other: '# phòng chung' }),
  safety: {
    title: 'Mã an toàn',
    changed: 'Mã đã thay đổi kể từ lần bạn so sánh',
    changedNext: 'Một trong hai người có danh tính mới. Hãy so sánh lại mã trước khi tin tưởng.',
    howTo:
      'Hãy so sánh mã với {name} khi gặp trực tiếp hoặc qua điện thoại. Nếu hai mã giống nhau thì không ai có thể mạo danh một trong hai người.',
    computing: 'Đang tính mã an toàn',
    verified: 'Bạn đã xác minh {name} trên thiết bị này.',
    takeBack: 'Hủy xác minh',
    same: 'Hai mã giống nhau',
  },
};
