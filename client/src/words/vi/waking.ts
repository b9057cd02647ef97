export const waking = {
  title: 'Khi Tacit đang đóng',
  hint: 'Máy chủ có thể đánh thức trình duyệt này khi có gì đó gửi đến bạn. Khi đó thông báo chỉ nói “Có hoạt động mới trong Tacit”, ngoài ra không gì khác: không thể giải mã gì trước khi bạn mở khóa.',
  unsupported: 'Không thể đánh thức trình duyệt này khi Tacit đang đóng.',
  offHere: 'Máy chủ này không đánh thức trình duyệt. Người vận hành có thể bật tính năng đó.',
  forbidden: 'Trình duyệt không được đánh thức. Tổ chức của bạn quyết định như vậy.',
  wake: 'Đánh thức trình duyệt này',
  wakeHint:
    'Dịch vụ đẩy của hãng làm trình duyệt này biết có gì đó gửi đến và vào lúc nào: không có nội dung hay tên nào.',
  noService: 'Không kết nối được dịch vụ đẩy của trình duyệt này',
  noServiceNext:
    'Hãy kiểm tra xem máy này có được phép kết nối không, rồi thử lại. Một số trình duyệt tắt dịch vụ này trong cài đặt.',
  whenOnline: 'Có thể thay đổi khi máy chủ hoạt động trở lại.',
};
