import type { decisions as english } from '../en/decisions.ts';

export const decisions: typeof english = {
  outOfRange: 'Có giá trị nằm ngoài khoảng cho phép.',
  noWitness: 'Đây không phải khóa của một nhân chứng.',
  copyWitness: 'Hãy sao chép cả dòng mà nhân chứng in ra khi khởi động: tên, dấu và khóa, nối với nhau bằng +.',
  decidedMeanwhile: 'Người khác vừa quyết định về chính sách này. Không có gì được thay đổi.',
  lookAtPolicy: 'Hãy xem chính sách hiện tại rồi quyết định lại.',
  detailTooLong: 'Mỗi mục trong hồ sơ là một dòng có tối đa 80 ký tự.',
  shortenDetail: 'Hãy rút ngắn, và bỏ những ký tự vô hình.',
  groupTaken: 'Đã có nhóm khác mang tên này.',
  advice: {
    'not-authorised': {
      sentence: 'Bạn không được quyết định việc này. Về chủ sở hữu và quản trị viên, chủ sở hữu quyết định.',
      nextStep: 'Hãy nhờ một chủ sở hữu làm việc đó.',
    },
    'too-few-signatures': {
      sentence: 'Số người phải ký nhiều hơn số người được ký.',
      nextStep: 'Không có gì được thay đổi. Hãy nói chuyện với các chủ sở hữu và quản trị viên khác.',
    },
    'last-owner': {
      sentence: 'Tổ chức sẽ không còn đủ chủ sở hữu có thể hành động.',
      nextStep: 'Hãy chỉ định một người khác làm chủ sở hữu trước.',
    },
    'already-exists': {
      sentence: 'Bạn đã ký việc này rồi.',
      nextStep: 'Nó đang chờ người khác, hoặc chờ đến ngày.',
    },
    'unknown-subject': {
      sentence: 'Việc này đã được quyết định rồi, hoặc không có gì để quyết định.',
      nextStep: 'Hãy xem lại; trang cho thấy điều đang có hiệu lực.',
    },
  },
  decideAnew: 'Hãy xem lại và quyết định lại.',
  othersSign: 'Việc này cần người khác ký. Hãy đề xuất trên trang riêng của họ.',
  signedWaitsForDay: 'Bạn đã ký. Việc này đang chờ đến ngày, hoặc chờ thêm chữ ký.',
  signedWaits: 'Bạn đã ký. Việc này đang chờ những người khác.',
  overtaken:
    'Căn cứ của đề xuất này sau đó đã được quyết định khác đi. Nó không còn hiệu lực; nếu vẫn cần, hãy đề xuất lại.',
  authorGone: (author) => `${author} không còn là quản trị viên đang hoạt động, nên đề xuất này không có hiệu lực.`,
  secondAdmin: 'Một quản trị viên khác phải phê duyệt: hai người quyết định điều làm mọi người kém an toàn hơn.',
  notNow: 'Hiện không thể phê duyệt việc này.',
  wrongRootKey: (organisation) => `Đây không phải khóa gốc của ${organisation}.`,
  typeAllGroups: 'Hãy nhập đủ 14 nhóm như trên trang in, hoặc chọn tệp đã lưu cùng với nó.',
};
