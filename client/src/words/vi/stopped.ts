import { counting } from './counting.ts';

const attack =
  'Từ đây không gửi gì thêm nữa. Hãy lưu bằng chứng và báo trực tiếp cho một chủ sở hữu: máy chủ có thể đang bị tấn công.';

export const stopped = {
  reasons: {
    'log-fork': { title: 'Máy chủ tự mâu thuẫn', next: attack },
    'log-shrunk': { title: 'Máy chủ giấu những mục đã từng cho xem', next: attack },
    'log-refused': {
      title: 'Máy chủ đã gửi một nhật ký vi phạm quy tắc',
      next: 'Từ đây không gửi gì thêm nữa. Hãy lưu bằng chứng và báo trực tiếp cho một chủ sở hữu.',
    },
    'other-organisation': {
      title: 'Đây là máy chủ của tổ chức khác',
      next: 'Hãy kiểm tra địa chỉ. Nếu địa chỉ đúng thì máy chủ đã được cài đặt lại: hãy báo cho một chủ sở hữu.',
    },
    'device-revoked': {
      title: 'Trình duyệt này đã bị đăng xuất',
      next: 'Nếu bạn thấy bất ngờ, hãy nói chuyện với chủ sở hữu hoặc quản trị viên. Họ có thể mời lại bạn.',
    },
    'user-removed': {
      title: 'Tài khoản của bạn đã bị đóng',
      next: 'Nếu bạn thấy bất ngờ, hãy nói chuyện với chủ sở hữu hoặc quản trị viên.',
    },
    'rolled-back': {
      title: 'Bộ nhớ của trình duyệt này cũ hơn mức phải có',
      next: 'Có lẽ nó được khôi phục từ bản sao lưu. Tiếp tục sẽ gây nguy hiểm cho tin nhắn của bạn: hãy nhờ chủ sở hữu hoặc quản trị viên mời lại bạn.',
    },
    suspended: {
      title: 'Tài khoản của bạn bị đình chỉ',
      next: 'Không có gì bị xóa. Khi được khôi phục, hãy tải lại trang này; nếu bạn thấy bất ngờ, hãy nói chuyện với chủ sở hữu hoặc quản trị viên.',
    },
    wiped: {
      title: 'Trình duyệt này đã xóa những gì nó giữ',
      next: 'Để quay lại, hãy liên kết trình duyệt này từ một thiết bị khác của bạn, hoặc nhờ chủ sở hữu hay quản trị viên mời lại. Nếu không phải bạn đã nhập, hãy báo cho họ: có người đã ngồi ở máy này.',
    },
    'storage-corrupted': {
      title: 'Dữ liệu lưu ở đây bị hỏng',
      next: 'Hãy nhờ chủ sở hữu hoặc quản trị viên mời lại bạn. Đồng nghiệp vẫn giữ những gì họ đã nhận.',
    },
    'storage-newer': {
      title: 'Một phiên bản Tacit mới hơn đã được dùng ở đây',
      next: 'Hãy tải lại trang. Nếu không được, hãy báo cho người vận hành máy chủ rằng ứng dụng của họ cũ hơn của bạn.',
    },
    'storage-unavailable': {
      title: 'Trình duyệt này không cho Tacit lưu trữ gì cả',
      next: 'Hãy thoát chế độ duyệt web riêng tư, hoặc cho phép trang này lưu dữ liệu, rồi tải lại.',
    },
    'unsupported-browser': {
      title: 'Trình duyệt này quá cũ đối với Tacit',
      next: 'Hãy dùng phiên bản hiện hành của Chrome, Edge, Firefox hoặc Safari.',
    },
  },
  noticed: (time: string, what: string) => `Phát hiện ${time}. ${what}`,
  saveEvidence: 'Lưu bằng chứng',
  starting: 'Đang khởi động',
  elsewhere: 'Tacit đang mở ở thẻ khác',
  goThere: 'Hãy tiếp tục ở đó, hoặc đóng thẻ ấy lại: khi đó thẻ này sẽ tự tiếp quản.',
  unreachable: 'Máy chủ không trả lời',
  checkNetwork: 'Hãy kiểm tra kết nối mạng.',
  nextAttempt: (seconds: number) => `Sẽ thử lại sau ${counting.length(seconds, 'second')}.`,
  tryNow: 'Thử ngay',
};
