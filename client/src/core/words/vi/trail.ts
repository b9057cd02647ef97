import type { trail as english } from '../en/trail.ts';
import { counting } from './counting.ts';

/** A wish within a sentence. */
const inside = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

export const trail: typeof english = {
  somebodyUnknown: 'người không rõ',
  unknownGroup: 'một nhóm không rõ',
  wholeOrganisation: 'toàn tổ chức',
  invitedSomebody: 'ai đó',
  rootKey: 'Khóa gốc',
  invitationFor: (name) => `Lời mời dành cho ${name}`,
  identityReset: 'Việc đặt lại danh tính',
  roles: { owner: 'chủ sở hữu', admin: 'quản trị viên', member: 'thành viên', guest: 'khách' },
  purposes: { bot: 'tự động', retention: 'lưu giữ' },
  locks: 'những gì được khóa cho toàn tổ chức',
  policyOf: (group) => `chính sách của ${group}`,
  theName: (name) => `tên ${name}`,
  theRole: (role) => `vai trò ${role}`,
  theGroup: (group) => `nhóm bảo mật ${group}`,
  theDetail: (name, text) => `${name} ${text}`,
  noDetail: (name) => `không có ${name}`,
  details: { title: 'chức danh', department: 'phòng ban', location: 'địa điểm', contact: 'liên hệ' },
  done: {
    owners: (names, quorum) =>
      `Đã chỉ định chủ sở hữu: ${counting.list(names)}. ${quorum} người trong số họ phải ký những gì chủ sở hữu quyết định`,
    relayKey: 'Đã trao cho máy chủ một khóa mới để ký nhật ký',
    witnesses: (count, required) =>
      `Đã chỉ định ${count} nhân chứng của nhật ký, trong đó ${required} nhân chứng phải xác nhận`,
    resetLink: (name) => `Đã tạo liên kết trao cho ${name} một danh tính mới`,
    invited: (name, role) => `Đã mời ${name} làm ${role}`,
    gave: (name, what) => `Đã trao cho ${name} ${counting.list(what)}`,
    disclosed: (name, purpose) => `Đã khai báo ${name} là dịch vụ ${purpose}`,
    release: (version) => `Đã phê duyệt bản phát hành ${version}`,
  },
  wish: {
    owners: (names, quorum) =>
      `Chỉ định chủ sở hữu: ${counting.list(names)}, trong đó ${quorum} người phải ký những gì chủ sở hữu quyết định`,
    relayKey: 'Trao cho máy chủ một khóa mới để ký nhật ký',
    witnesses: (count, required) =>
      `Chỉ định ${count} nhân chứng của nhật ký, trong đó ${required} nhân chứng phải xác nhận`,
    resetLink: (name) => `Tạo liên kết trao cho ${name} một danh tính mới`,
    invited: (name, role) => `Mời ${name} làm ${role}`,
    gave: (name, what) => `Trao cho ${name} ${counting.list(what)}`,
    disclosed: (name, purpose) => `Khai báo ${name} là dịch vụ ${purpose}`,
    release: (version) => `Phê duyệt bản phát hành ${version}`,
  },
  founded: (organisation, owner) => `Đã thành lập ${organisation}, với ${owner} là chủ sở hữu đầu tiên`,
  confirmed: (policy) => `Đã xác nhận ${policy}`,
  changed: (policy) => `Đã thay đổi ${policy}`,
  proposedToWeaken: (policy) => `Đã đề xuất nới lỏng ${policy}`,
  approvedFor: (policy) => `Đã phê duyệt đề xuất cho ${policy}`,
  namedGroup: (group) => `Đã đặt tên nhóm bảo mật ${group}`,
  withdrewInvitation: (name) => `Đã rút lời mời dành cho ${name}`,
  joined: (name) => `${name} đã tham gia`,
  suspended: (name) => `Đã đình chỉ ${name}`,
  restored: (name) => `Đã khôi phục ${name}`,
  removed: (name) => `Đã xóa ${name}`,
  reset: (name) => `Đã đặt lại danh tính của ${name}`,
  addedDevice: (name) => `Đã thêm một thiết bị của ${name}`,
  revokedDevice: (name) => `Đã thu hồi một thiết bị của ${name}`,
  aProposal: 'một đề xuất',
  proposed: (wish) => `Đã đề xuất: ${inside(wish)}`,
  approved: (wish) => `Đã phê duyệt: ${inside(wish)}`,
  enacted: (wish) => `Đã phê duyệt và có hiệu lực: ${inside(wish)}`,
  withdrew: (wish) => `Đã rút lại: ${inside(wish)}`,
};
