import type { account as english } from '../en/account.ts';
import { counting } from './counting.ts';

const on = (at: string) => (at === '' ? '' : ` vào ${at} UTC`);
const by = (names: readonly string[], own: boolean) =>
  names.length === 0 ? '' : own ? ' bởi chính bạn hoặc bằng khóa của bạn' : ` bởi ${counting.list(names)}`;

export const account: typeof english = {
  withoutWords: 'Có việc đã xảy ra mà phiên bản Tacit này không diễn đạt được.',
  lockDamaged: 'Khóa bộ nhớ của trình duyệt này bị hỏng.',
  storageDamaged: 'Dữ liệu lưu trong trình duyệt này bị hỏng.',
  storageNewer: 'Một phiên bản Tacit mới hơn đã ghi dữ liệu ở đây.',
  storageUnavailable: 'Trình duyệt này không cho ứng dụng lưu dữ liệu.',
  cannotStart:
    'Ứng dụng không khởi động được ở đây. Nguyên nhân có thể là trình duyệt không có WebAssembly, hoặc trang tải về không đầy đủ.',
  unreachable: 'Không thể kết nối tới máy chủ.',
  stale: 'Đã quá lâu máy chủ chưa xác nhận nhật ký của tổ chức, nên việc gửi tạm dừng.',
  unwitnessed: 'Đã quá lâu các nhân chứng mà tổ chức của bạn yêu cầu chưa xác nhận nhật ký, nên việc gửi tạm dừng.',
  withheld: 'Máy chủ giữ lại một phần nhật ký của tổ chức mà một đồng nghiệp đã thấy, nên việc gửi tạm dừng.',
  logNotVerified: 'Không thể kiểm chứng nhật ký của máy chủ.',
  suspended: 'Tài khoản của bạn đang bị đình chỉ.',
  unprovenRevoked:
    'Máy chủ nói rằng thiết bị này đã bị xóa, nhưng không đưa ra quyết định nào chứng minh điều đó. Không có gì bị xóa.',
  unprovenSuspended:
    'Máy chủ nói rằng tài khoản của bạn bị đình chỉ, nhưng không đưa ra quyết định nào chứng minh điều đó.',
  decided: 'Một quản trị viên của tổ chức bạn đã quyết định việc này.',
  farewell: {
    removed: (where, names, own, at) => `Tài khoản của bạn đã bị xóa khỏi ${where}${by(names, own)}${on(at)}.`,
    revoked: (names, own, at) => `Thiết bị này đã bị xóa khỏi tài khoản của bạn${by(names, own)}${on(at)}.`,
    suspended: (names, own, at) => `Tài khoản của bạn đã bị đình chỉ${by(names, own)}${on(at)}.`,
    deleted: 'Mọi thứ của tài khoản đã được xóa khỏi trình duyệt này.',
    deletedOf: (where) => `Mọi thứ của ${where} đã được xóa khỏi trình duyệt này.`,
    kept: 'Những gì trong trình duyệt này được giữ và khóa lại cho đến khi bạn được khôi phục.',
    ask: (names) => `Hãy hỏi ${names.length === 0 ? 'một chủ sở hữu' : counting.either(names)} nếu bạn thấy bất ngờ.`,
  },
  wiped:
    'Cụm mật khẩu sai liên tiếp quá nhiều lần. Tổ chức của bạn đã quyết định rằng khi đó trình duyệt xóa những gì nó giữ.',
  triesLeft: (left) => counting.plural(left, { other: 'Còn # lần thử. Sau đó trình duyệt này xóa những gì nó giữ.' }),
  ratings: ['Quá dễ đoán.', 'Quá dễ đoán. Hãy thêm từ.', 'Tạm được.', 'Tốt.', 'Rất tốt.'],
  charactersMissing: (count) => counting.plural(count, { other: 'Cần thêm # ký tự.' }),
  devicesFull: (most) =>
    `Tổ chức của bạn cho mỗi người dùng ${counting.plural(most, { other: '# thiết bị' })}. Hãy xóa một thiết bị của bạn trước.`,
  notItself: 'Thiết bị không thể tự xóa chính nó. Hãy dùng một thiết bị khác của bạn.',
  safetyChanged: 'Mã an toàn vừa thay đổi.',
  compareAnew: 'Hãy xem lại và so sánh lại.',
  rootKeyOf: (organisation) => `Khóa gốc của ${organisation}`,
  publicKey: (key) => `Khóa công khai: ${key}`,
  rootKeyUse:
    'Nếu mất tất cả chủ sở hữu, chỉ khóa này mới có thể chỉ định chủ sở hữu mới. Hãy giữ nó ngoại tuyến, ở nơi chỉ chủ sở hữu lấy được.',
};
