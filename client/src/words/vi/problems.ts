import type { problems as english } from '../en/problems.ts';

export const problems: typeof english = {
  byCode: {
    offline: { sentence: 'Không thể kết nối tới máy chủ.', nextStep: 'Hãy kiểm tra kết nối rồi thử lại.' },
    timeout: { sentence: 'Máy chủ không trả lời kịp thời.', nextStep: 'Hãy thử lại sau giây lát.' },
    'rate-limited': { sentence: 'Bạn vừa làm quá nhiều cùng lúc.', nextStep: 'Hãy chờ giây lát rồi thử lại.' },
    'relay-refused': {
      sentence: 'Máy chủ đã từ chối việc này.',
      nextStep: 'Hãy thử lại; nếu vẫn vậy, hãy báo cho người vận hành máy chủ.',
    },
    'already-founded': {
      sentence: 'Đã có một tổ chức được thành lập trên máy chủ này.',
      nextStep: 'Hãy xin chủ sở hữu của tổ chức một liên kết mời.',
    },
    'wrong-founding-code': {
      sentence: 'Đây không phải liên kết thành lập mà máy chủ đã in ra.',
      nextStep: 'Hãy sao chép toàn bộ liên kết từ phần in ra của máy chủ. Nó thay đổi mỗi khi máy chủ khởi động.',
    },
    'root-key-check-failed': {
      sentence: 'Khóa gốc không ghi như vậy ở chỗ đó.',
      nextStep: 'Hãy xem trang in hoặc tệp và nhập lại nhóm đó.',
    },
    'invitation-used': {
      sentence: 'Đã có người tham gia bằng liên kết này.',
      nextStep: 'Nếu đó không phải bạn, hãy báo cho người đã mời bạn và xin liên kết mới.',
    },
    'invitation-expired': { sentence: 'Lời mời này đã hết hạn.', nextStep: 'Hãy xin liên kết mới.' },
    'invitation-revoked': { sentence: 'Lời mời này đã bị rút lại.', nextStep: 'Hãy hỏi người đã mời bạn.' },
    'invitation-tampered': {
      sentence: 'Liên kết này bị cắt hoặc bị thay đổi trên đường đi, hoặc thuộc về một máy chủ khác.',
      nextStep: 'Hãy sao chép lại toàn bộ liên kết, hoặc xin liên kết mới.',
    },
    'linking-wrong-code': {
      sentence: 'Không có trình duyệt nào đang chờ với mã này.',
      nextStep: 'Hãy so từng ký tự với mã trên trình duyệt mới.',
    },
    'linking-used': {
      sentence: 'Mã này đã được dùng.',
      nextStep:
        'Nếu đó không phải bạn, có người đã thấy mã. Hãy bắt đầu lại trên trình duyệt mới, ở nơi không ai nhìn thấy.',
    },
    'linking-expired': {
      sentence: 'Mã này đã hết thời gian.',
      nextStep: 'Hãy bắt đầu lại trên trình duyệt mới. Mỗi mã có hiệu lực trong hai phút.',
    },
    'linking-cancelled': {
      sentence: 'Phía bên kia đã kết thúc hoặc đã rời đi.',
      nextStep: 'Hãy bắt đầu lại trên trình duyệt mới.',
    },
    'linking-tampered': {
      sentence: 'Có thứ đã bị thay đổi giữa hai trình duyệt. Không có gì được thêm vào tài khoản của bạn.',
      nextStep: 'Hãy bắt đầu lại. Nếu lại xảy ra, hãy báo cho người vận hành máy chủ.',
    },
    'wrong-passphrase': {
      sentence: 'Cụm mật khẩu không đúng.',
      nextStep: 'Hãy thử lại. Chữ hoa và dấu cách đều được tính.',
    },
    'weak-passphrase': {
      sentence: 'Cụm mật khẩu này quá dễ đoán.',
      nextStep: 'Hãy chọn cụm dài hơn, chẳng hạn năm từ ngẫu nhiên.',
    },
    'too-many-failures': {
      sentence: 'Đã nhập sai cụm mật khẩu quá nhiều lần.',
      nextStep: 'Hãy chờ đến khi được phép thử lại.',
    },
    'vault-corrupted': {
      sentence: 'Khóa bộ nhớ của trình duyệt này bị hỏng.',
      nextStep: 'Hãy nhờ chủ sở hữu hoặc quản trị viên mời lại bạn.',
    },
    locked: { sentence: 'Tacit đang khóa.', nextStep: 'Hãy mở khóa rồi thử lại.' },
    'storage-corrupted': {
      sentence: 'Dữ liệu lưu trong trình duyệt này bị hỏng.',
      nextStep: 'Hãy tải lại trang. Nếu vẫn vậy, hãy xin được mời lại.',
    },
    'storage-full': {
      sentence: 'Bộ nhớ của trình duyệt này đã đầy.',
      nextStep: 'Hãy giải phóng dung lượng trên máy tính này rồi thử lại.',
    },
    'not-allowed': {
      sentence: 'Việc này không được phép ở đây.',
      nextStep: 'Hãy hỏi người điều hành, quản trị viên hoặc chủ sở hữu.',
    },
    'not-found': {
      sentence: 'Mục đó không còn ở đây nữa.',
      nextStep: 'Hãy xem lại; có thể nó đã thay đổi trong lúc đó.',
    },
    'invalid-input': { sentence: 'Có phần trong nội dung này không dùng được.', nextStep: 'Hãy sửa rồi thử lại.' },
    'message-too-long': { sentence: 'Tin nhắn quá dài.', nextStep: 'Hãy gửi thành nhiều phần.' },
    'nobody-reachable': {
      sentence: 'Chưa liên lạc được với thiết bị nào của họ.',
      nextStep: 'Họ cần mở Tacit một lần; sau đó hãy thử lại.',
    },
    stopped: {
      sentence: 'Tacit đã dừng để giữ an toàn cho bạn.',
      nextStep: 'Hãy đọc lý do và nói chuyện với một chủ sở hữu.',
    },
    frozen: { sentence: 'Việc gửi đang tạm dừng.', nextStep: 'Việc gửi sẽ tiếp tục khi máy chủ lên tiếng lại.' },
    'core-ended': {
      sentence: 'Ứng dụng bị khóa trong lúc đang làm việc này.',
      nextStep: 'Hãy mở khóa và xem việc đã xong chưa.',
    },
    internal: {
      sentence: 'Có lỗi xảy ra trong ứng dụng.',
      nextStep: 'Hãy thử lại. Nếu lại xảy ra, hãy khóa ứng dụng rồi mở khóa.',
    },
  },
  cannotRun:
    'Ứng dụng không khởi động được trong trình duyệt này. Hãy tải lại trang; nếu không được, hãy cập nhật trình duyệt.',
};
