import { counting } from './counting.ts';

/** The log as the audit log. */
export const trail = {
  title: 'Nhật ký',
  hint: 'Mọi điều đã quyết định, do ai và khi nào. Đã ký, và giống nhau với mọi người.',
  which: 'Những mục nào',
  search: 'Tìm trong nhật ký',
  searchHint: 'Từ, tên, loại',
  about: 'Về',
  everything: 'Tất cả',
  areas: {
    people: 'Mọi người',
    devices: 'Thiết bị',
    invitations: 'Lời mời',
    policy: 'Chính sách',
    organisation: 'Tổ chức',
  },
  from: 'Từ ngày',
  until: 'Đến ngày',
  found: (count: number) => `${counting.number(count)} mục`,
  list: 'Các mục của nhật ký',
  newest: (most: number) =>
    `Đây là ${counting.number(most)} mục mới nhất. Hãy thu hẹp tìm kiếm, hoặc lưu tất cả thành tệp.`,
  nothing: 'Không có gì.',
  /** {names} are those who signed it, {time} is when. @param index its number in the log. */
  signedBy: (index: number) => `{names} ký · {time} · mục ${index}`,
  take: 'Lưu ra ngoài',
  takeHint:
    'Hai tệp đầu chứa những gì tìm thấy ở trên, cho các chương trình khác. Tệp kiểm chứng được chứa toàn bộ nhật ký cùng chữ ký của máy chủ, và có thể được kiểm tra trên máy khác mà không cần máy chủ.',
  saveCsv: 'Lưu dạng CSV',
  saveLines: 'Lưu dạng JSON Lines',
  saveLog: 'Lưu nhật ký kiểm chứng được',
  saved: 'Đã lưu tệp.',
};
