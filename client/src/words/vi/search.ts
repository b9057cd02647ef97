import { counting } from './counting.ts';

const messages = (count: number) => counting.plural(count, { other: '# tin nhắn' });

export const search = {
  title: 'Tìm kiếm',
  field: 'Tìm tin nhắn',
  placeholder: 'Từ khóa, hoặc from:tên in:phòng',
  found: 'Tin nhắn tìm thấy',
  searching: 'Đang tìm…',
  nothing: 'Không tìm thấy tin nhắn nào',
  all: messages,
  newest: (count: number) => `${messages(count)} mới nhất`,
  /** After `nothing`, when everything was looked through. */
  tryOthers: 'Hãy thử ít từ hơn hoặc từ khác.',
  /** @param found one of the above. */
  soFar: (found: string) => `Đến lúc này: ${found}. Vẫn đang tìm trong các tin nhắn cũ hơn.`,
  backTo: (found: string, day: string) => `Tính từ ${day}: ${found}. Vẫn đang tìm trong các tin nhắn cũ hơn.`,
  help: 'Bạn có thể gõ gì',
  /** What is typed stays as it is: the search knows these words in every language. */
  meanings: [
    ['boat quay', 'cả hai từ; mỗi từ cũng tìm ra các từ dài hơn bắt đầu bằng nó'],
    ['"the boat"', 'các từ này, liền nhau theo thứ tự'],
    ['-train', 'không có từ này'],
    ['from:ana', 'những gì Ana viết; from:me là bạn'],
    ['in:harbour', 'trong phòng này, hoặc với người này'],
    ['on:2026-05-01', 'vào ngày này; cũng có before: và after:, một tháng, một năm, today, yesterday'],
    ['has:link', 'có liên kết'],
    ['is:mine  is:unread', 'của bạn; những gì bạn chưa xem'],
    ['is:mention', 'có nhắc đến bạn'],
    ['is:saved', 'những gì bạn đã lưu'],
  ] as readonly (readonly [typed: string, meaning: string])[],
  onlyHere: 'Chỉ thiết bị này tìm, kể cả khi không có kết nối. Máy chủ không biết bạn tìm gì.',
};
