/** What admins say of people. */
export const details = {
  title: 'Chức danh',
  department: 'Phòng ban',
  location: 'Địa điểm',
  contact: 'Liên hệ',
  search: 'Tìm theo tên, chức danh hoặc phòng ban',
};
