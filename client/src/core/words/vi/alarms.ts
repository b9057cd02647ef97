import type { alarms as english } from '../en/alarms.ts';
import { counting } from './counting.ts';

export const alarms: typeof english = {
  somebody: 'ai đó',
  rootKey: 'khóa gốc',
  link: 'một liên kết',
  deviceAdded: 'Một thiết bị đã được thêm vào tài khoản của bạn. Nếu không phải bạn làm, hãy thu hồi nó ngay.',
  ownReset:
    'Danh tính của bạn đã được đặt lại và tất cả thiết bị của bạn đã bị thu hồi. Nếu bạn không yêu cầu, hãy báo cho đồng nghiệp.',
  reset: (name) =>
    `${name} có danh tính mới và khóa mới: mã an toàn giữa bạn và người này đã khác. Hãy so sánh trước khi tin tưởng.`,
  ownLinkSigned: (by) =>
    `Có một liên kết được tạo, do ${counting.list(by)} ký, mà người khác có thể dùng để thay thế bạn. Nếu bạn không mất thiết bị, hãy dừng nó ngay trong phần cài đặt.`,
  ownLinkApproved: (by) =>
    `Có một liên kết được tạo, do ${counting.list(by)} phê duyệt, mà người khác có thể dùng để thay thế bạn. Nếu bạn không mất thiết bị, hãy dừng nó ngay trong phần cài đặt.`,
  linkSigned: (by, name) =>
    `Có một liên kết được tạo, do ${counting.list(by)} ký, trao cho ${name} một danh tính mới. Hãy hỏi trực tiếp ${name} xem có đúng không.`,
  linkApproved: (by, name) =>
    `Có một liên kết được tạo, do ${counting.list(by)} phê duyệt, trao cho ${name} một danh tính mới. Hãy hỏi trực tiếp ${name} xem có đúng không.`,
  deviceRevoked: 'Một thiết bị của bạn đã bị quản trị viên thu hồi.',
  suspended: 'Tài khoản của bạn đã bị quản trị viên đình chỉ.',
  restored: 'Tài khoản của bạn đã được quản trị viên khôi phục.',
  removed: 'Tài khoản của bạn đã bị quản trị viên xóa.',
  updated: 'Tên, vai trò hoặc nhóm của bạn đã được quản trị viên thay đổi.',
  details: 'Những gì tổ chức ghi về bạn đã được quản trị viên thay đổi. Mọi người thấy điều đó trong hồ sơ của bạn.',
  disclosed: 'Tài khoản của bạn đã được khai báo là một dịch vụ đọc cùng.',
  rootUsed: (owners) =>
    `Khóa gốc đã được dùng: nó chỉ định các chủ sở hữu mới là ${counting.list(owners)}. Nếu chưa ai báo cho bạn, hãy hỏi trực tiếp họ.`,
  ownersChanged: 'Các chủ sở hữu của tổ chức đã thay đổi.',
  fewerOwners: (by, proposed, now) =>
    `${counting.list(by)} đề xuất ${proposed} thay vì ${now} chủ sở hữu cùng quyết định. Việc này cần một ngày và chữ ký của các chủ sở hữu khác.`,
  ownLinkProposed: (by) =>
    `${counting.list(by)} đề xuất một liên kết mà người khác có thể dùng để thay thế bạn. Nếu bạn không mất thiết bị, hãy báo ngay cho một quản trị viên khác.`,
};
