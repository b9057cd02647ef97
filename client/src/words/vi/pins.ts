import { counting } from './counting.ts';

/** What is pinned in a conversation. What is in braces is drawn there. */
export const pins = {
  bar: 'Đã ghim',
  goTo: 'Đến tin nhắn đã ghim. ',
  count: (count: number) => counting.plural(count, { other: '# ghim' }),
  title: 'Tin nhắn đã ghim',
  reading: 'Đang mở những tin nhắn đã ghim',
  empty: 'Chưa ghim gì',
  howTo: 'Chọn “Ghim cho mọi người” trong menu của tin nhắn mà mọi người cần tìm lại.',
  by: '{name} đã ghim',
  byYou: 'Bạn đã ghim',
};
