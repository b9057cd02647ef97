import { counting } from './counting.ts';

/** Those who watch the log from machines of their own. */
export const witness = {
  title: 'Nhân chứng',
  hintNone:
    'Các chương trình nhỏ trên máy của người khác, xác nhận rằng máy chủ cho mọi người thấy cùng một nhật ký. Hiện chưa cần nhân chứng nào xác nhận.',
  hint: (required: number, all: number) =>
    `${counting.number(required)} trên ${counting.number(all)} nhân chứng phải xác nhận nhật ký mới nhất, nếu không thì không ứng dụng nào gửi: nhờ vậy máy chủ không thể cho mỗi người thấy một nhật ký khác nhau.`,
  add: 'Thêm nhân chứng',
  unseen: 'Thiết bị này chưa thấy gì từ nhân chứng này',
  /** @param when "2 hours ago". */
  cosigned: (entries: number, when: string) => `Đã cùng ký ${counting.number(entries)} mục, ${when}`,
  cosignedFewer: (entries: number, when: string, fewer: number) =>
    `Đã cùng ký ${counting.number(entries)} mục, ${when}, còn thiếu ${counting.number(fewer)} mục`,
  remove: 'Xóa',
  removeOne: (name: string) => `Xóa ${name}`,
  removeTitle: (name: string) => `Xóa ${name}?`,
  removed: 'Những gì nó đã cùng ký không còn giá trị. Không thể chỉ định lại khóa của nó.',
  removedFewer: (left: number) =>
    `Khi đó chỉ còn có thể đòi hỏi ${counting.number(left)} trong số các nhân chứng còn lại, nên một máy chủ cho mỗi người thấy một nhật ký khác nhau sẽ bị phát hiện muộn hơn.`,
  howMany: 'Số nhân chứng phải xác nhận',
  none: 'Không cần',
  countOf: (count: number, all: number) => `${counting.number(count)} trên ${counting.number(all)}`,
  askTitle: (count: number) =>
    count === 0 ? 'Không đòi hỏi nhân chứng nào?' : `Đòi hỏi ${counting.number(count)} nhân chứng?`,
  more: 'Từ đó, không ứng dụng nào gửi khi có quá ít nhân chứng xác nhận nhật ký. Hãy chắc chắn rằng chúng đang chạy: danh sách cho biết thiết bị này thấy mỗi nhân chứng lần cuối khi nào.',
  fewer: 'Khi đó, một máy chủ cho mỗi người thấy một nhật ký khác nhau sẽ bị phát hiện muộn hơn.',
  key: 'Khóa của nhân chứng',
  keyHint: 'Dòng mà nhân chứng in ra khi khởi động: tên, mã khóa và khóa, nối bằng dấu +.',
  addHint: 'Chưa có gì phụ thuộc vào nó cho đến khi bạn đòi hỏi. Hãy đòi hỏi khi nó đã cùng ký được một thời gian.',
};
