import { console } from './console.ts';
import { counting } from './counting.ts';

/** The list of everybody, and decisions about many of them. */
export const staff = {
  which: 'Những người nào',
  search: 'Tìm người',
  all: 'Tất cả',
  roles: { owner: 'Chủ sở hữu', admin: 'Quản trị viên', member: 'Thành viên', guest: 'Khách' },
  state: 'Trạng thái',
  order: 'Sắp xếp',
  orders: { name: 'Tên', newest: 'Mới nhất trước', oldest: 'Cũ nhất trước', devices: 'Nhiều thiết bị nhất' },
  list: 'Mọi người',
  foundOf: (found: number, all: number) => `${counting.number(found)} trong số ${console.people(all)}`,
  nobody: 'Không có ai như vậy',
  nobodyHint: 'Hãy đổi từ khóa hoặc bộ lọc.',
  /** Stands after the role and the group. */
  devices: (count: number) => `${counting.number(count)} thiết bị`,
  chosen: (count: number) => `Đã chọn ${console.people(count)}`,
  chooseAll: (count: number) => `Chọn tất cả ${counting.number(count)} người phù hợp`,
  chooseNobody: 'Bỏ chọn tất cả',
  decide: 'Quyết định',

  decideAbout: (count: number) => `Quyết định về ${console.people(count)}`,
  what: 'Quyết định gì',
  actions: {
    move: { label: 'Chuyển sang nhóm bảo mật', hint: 'Chính sách của nhóm áp dụng cho họ ngay lập tức.' },
    role: { label: 'Đổi vai trò' },
    suspend: { label: 'Đình chỉ', hint: 'Mọi thiết bị của họ dừng ngay lập tức. Có thể hoàn tác.' },
    restore: { label: 'Khôi phục', hint: 'Thiết bị của họ được đăng nhập lại.' },
  },
  nothingToSign: 'Không có gì để ký',
  signFor: (count: number) => `Ký cho ${console.people(count)}`,
  signed: (count: number) => `${counting.number(count)} mục được ký, mỗi người một mục.`,
  already: (count: number) => `${console.people(count)} đã như vậy rồi.`,
  leftOut: (count: number) => `${console.people(count)} được bỏ qua: đã bị xóa, hoặc là chính bạn.`,
  refusedAreTold: 'Những gì nhật ký không cho bạn quyết định một mình sẽ được bỏ qua và liệt kê lại.',
  states: { running: 'Đang ký', over: 'Xong', stopped: 'Đã dừng' },
  stop: 'Dừng',
  progress: 'Đã ký',
  decided: (done: number, total: number) => `Đã quyết định ${counting.number(done)} trên ${counting.number(total)}.`,
  decidedNot: (done: number, total: number, failed: number) =>
    `Đã quyết định ${counting.number(done)} trên ${counting.number(total)}, còn ${counting.number(failed)} thì không.`,
  notBegun: (count: number) => `${counting.number(count)} chưa được bắt đầu.`,
  notDecided: 'Chưa được quyết định',
};
