/** Where one goes by a few letters of a name. */
export const palette = {
  title: 'Đi đến',
  placeholder: 'Một người, một phòng, hoặc việc cần làm',
  choices: 'Nơi đến và lệnh',
  nothing: 'Không có gì mang tên như vậy.',
  room: 'Phòng',
  direct: 'Trò chuyện riêng',
  start: 'Bắt đầu trò chuyện',
};
