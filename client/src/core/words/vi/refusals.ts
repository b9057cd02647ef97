import type { refusals as english } from '../en/refusals.ts';

export const refusals: typeof english = {
  malformed: 'Mục này bị hỏng hoặc thuộc loại không rõ.',
  'wrong-organisation': 'Mục này thuộc về một tổ chức khác.',
  'not-founded': 'Nhật ký không bắt đầu bằng việc thành lập tổ chức.',
  'already-founded': 'Tổ chức đã được thành lập rồi.',
  'other-history': 'Mục này được tạo trên một lịch sử khác của nhật ký so với bản ở đây.',
  'out-of-date': 'Có quyết định khác về việc này sau khi mục được ký. Hãy xem lại và quyết định lại.',
  'bad-signature': 'Một chữ ký của mục này không hợp lệ.',
  'not-authorised': 'Người ký mục này không được quyết định việc đó.',
  'too-few-signatures': 'Cần thêm người ký thì việc này mới có hiệu lực.',
  'must-wait': 'Việc này làm yếu sự bảo vệ cho mọi người: phải đề xuất trước và chờ một ngày.',
  'too-soon':
    'Khi đó quyết định ở nơi khác sẽ bảo vệ mọi người yếu hơn, sớm hơn một ngày kể từ bây giờ. Hãy hủy quyết định ấy trước, hoặc giữ ở đây mức chặt như đã định.',
  'unknown-subject': 'Mục này nói về người hoặc thứ mà nhật ký không biết.',
  'already-exists': 'Thứ mà mục này thêm vào đã có rồi.',
  'key-reused': 'Một khóa trong mục này đã từng được dùng. Khóa luôn được tạo mới và không bao giờ dùng chung.',
  'invitation-used': 'Lời mời đã được dùng rồi. Hãy xin lời mời mới.',
  'invitation-revoked': 'Lời mời đã bị rút lại. Hãy xin lời mời mới.',
  'invitation-expired': 'Lời mời đã hết hạn. Hãy xin lời mời mới.',
  'invitation-too-long': 'Một lời mời có hiệu lực tối đa 90 ngày.',
  'bad-certificate': 'Chứng nhận thiết bị không hợp lệ cho người và thiết bị này.',
  'too-many-devices': 'Người này đã có đủ số thiết bị mà chính sách cho phép. Hãy thu hồi một thiết bị trước.',
  'bad-policy': 'Chính sách có giá trị bị thiếu hoặc nằm ngoài khoảng cho phép.',
  'last-owner': 'Tổ chức sẽ không còn chủ sở hữu nào có thể hành động.',
  clock: 'Thời gian trong mục này lệch quá xa so với nhật ký. Hãy kiểm tra đồng hồ của thiết bị này.',
};
