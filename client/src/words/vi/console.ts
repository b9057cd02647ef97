import { counting } from './counting.ts';

/** The administration: its pages, and what several of them say. */
export const console = {
  title: 'Quản trị',
  places: {
    people: 'Mọi người',
    owners: 'Chủ sở hữu',
    groups: 'Nhóm bảo mật',
    policy: 'Chính sách',
    keys: 'Khóa',
    invite: 'Mời nhiều',
    log: 'Nhật ký',
  },
  role: 'Vai trò',
  roles: { owner: 'Chủ sở hữu', admin: 'Quản trị viên', member: 'Thành viên', guest: 'Khách' },
  standings: { active: 'Đang hoạt động', suspended: 'Bị đình chỉ', removed: 'Đã xóa' },
  group: 'Nhóm bảo mật',
  people: (count: number) => `${counting.number(count)} người`,
  /** A name in a list, of whoever looks at it. */
  isYou: (name: string) => `${name} (bạn)`,
  /** Of a list that is too long to be shown whole. */
  andMore: (count: number) => `và ${counting.number(count)} người khác`,
  /** In a line of facts. */
  names: (names: readonly string[]) => names.join(', '),
  preview: 'Xem trước',
  sign: 'Ký',
  signAndPropose: 'Ký và đề xuất',
  approve: 'Phê duyệt',
  withdraw: 'Rút lại',
  done: 'Xong',
};
