/** The profile of a person, as admins write it. */
export const profiles = {
  title: 'Hồ sơ',
  hint: 'Những gì tổ chức ghi về người này. Mọi người đều thấy.',
  nothing: 'Chưa ghi gì.',
  edit: 'Sửa hồ sơ',
  editing: (name: string) => `Hồ sơ của ${name}`,
  seen: 'Mọi thành viên đều thấy thông tin này',
  privacy: 'Nhật ký giữ lại mãi mãi: những gì bạn đổi hoặc xóa sau này vẫn đọc được ở đó. Đừng ghi điều riêng tư.',
  places: {
    title: 'Ví dụ: Kỹ sư cảng',
    department: 'Ví dụ: Vận hành',
    location: 'Ví dụ: Hà Nội, tòa nhà 2',
    contact: 'Ví dụ: máy lẻ 214',
  },
  save: 'Ký và lưu',
  done: (name: string) => `Đã đổi hồ sơ của ${name}.`,
  undo: 'Hoàn tác',
  undone: 'Đã hoàn tác.',
  department: 'Phòng ban',
};
