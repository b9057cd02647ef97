import { console } from './console.ts';
import { counting } from './counting.ts';

/** Inviting the people of a file. The words in a file stay as they are in every language. */
export const invite = {
  hint: (most: number) =>
    `Mỗi dòng một người: tên, rồi nếu muốn thì vai trò (member, guest) và nhóm bảo mật, cách nhau bằng dấu phẩy. Tối đa ${counting.number(most)} người một lần.`,
  chooseFile: 'Chọn tệp',
  people: 'Danh sách người',
  example: 'Chloe Martin,member\nDan Lee,guest',
  changeList: 'Hãy sửa danh sách rồi xem lại.',
  can: (good: number) => `Có thể mời ${counting.number(good)} người`,
  canAndCannot: (good: number, bad: number) =>
    `Có thể mời ${counting.number(good)} người, không thể mời ${counting.number(bad)} người: các dòng đó được bỏ qua`,
  linksWorkFor: 'Liên kết dùng được trong',
  send: (count: number) => `Mời ${console.people(count)}`,
  andMore: (count: number) => `Và ${counting.number(count)} người khác.`,
  made: (count: number) => `Đã tạo ${counting.number(count)} lời mời`,
  /** @param why a sentence. */
  restFailed: (why: string) => `Phần còn lại không thành công. ${why}`,
  onlyNow: 'Các liên kết chỉ hiện lúc này, và mỗi liên kết chỉ dùng được một lần',
  onlyNowNext:
    'Hãy lưu tệp, gửi từng liên kết cho đúng người qua cách mà bạn tin tưởng, rồi xóa tệp. Ai mở liên kết trước thì người đó tham gia.',
  save: 'Lưu các liên kết',

  /** What is wrong with a file, or with a line of it. */
  tooLarge: 'Tệp quá lớn. Mỗi lần tối đa một megabyte.',
  tooMany: (people: number, most: number) =>
    `Trong đó có ${console.people(people)}. Mỗi lần mời được tối đa ${counting.number(most)} người.`,
  nobody: 'Trong đó không có ai.',
  noName: 'Thiếu tên.',
  strangeName: (most: number) => `Tên có tối đa ${counting.number(most)} ký tự nhìn thấy được, trên một dòng.`,
  sameName: (line: number) => `Tên này đã có ở dòng ${counting.number(line)}.`,
  /** @param roles as they are typed. */
  noSuchRole: (roles: readonly string[]) => `Bạn không thể mời với vai trò này. Hãy dùng ${roles.join(', ')}.`,
  noSuchGroup: 'Không có nhóm bảo mật này.',
};
