/** The security groups. */
export const groups = {
  hint: 'Mỗi người ở trong một nhóm và chính sách của nhóm áp dụng cho họ. Để chuyển ai đó, hãy mở trang của họ.',
  add: 'Nhóm mới',
  /** Stand after how many people are in it. */
  isDefault: 'người mới vào nhóm này',
  isWaiting: 'một thay đổi chính sách đang chờ',
  rename: 'Đổi tên',
  renameOne: (name: string) => `Đổi tên ${name}`,
  policyOf: (name: string) => `Chính sách của ${name}`,
  newTitle: 'Nhóm bảo mật mới',
  renameTitle: 'Đổi tên nhóm',
  make: 'Tạo nhóm',
  name: 'Tên',
  newHint: 'Nhóm bắt đầu với chính sách của nhóm mà người mới được đưa vào.',
  made: 'Đã tạo nhóm.',
  renamed: 'Nhóm đã có tên mới.',
};
