import { counting } from './counting.ts';

/** What this device can show of somebody's removal from conversations. */
export const receipts = {
  title: 'Biên nhận đưa ra',
  hint: 'Họ đã được đưa ra khỏi những cuộc trò chuyện nào của bạn, khi nào, bởi ai, có chữ ký của những người ở lại. Nó cho thấy họ không nhận được khóa nào sau đó; nó không thể cho thấy những gì họ đã đọc đã biến mất. Các cuộc trò chuyện không có bạn không nằm trong đó.',
  save: 'Lưu biên nhận',
  nothing: 'Không có ghi nhận nào về việc đưa ra khỏi cuộc trò chuyện của bạn.',
  confirmed: (count: number) => `${counting.number(count)} lần đưa ra được người khác xác nhận`,
  alone: (count: number) => `${counting.number(count)} lần đưa ra chỉ có chữ ký của thiết bị này`,
  /** @param what one or both of the above. */
  saved: (what: readonly string[]) => `Đã lưu: ${what.join(', ')}.`,
  stillIn: (name: string, count: number) => `${name} vẫn còn trong ${counting.number(count)} cuộc trò chuyện của bạn.`,
  noRecord: (count: number) => `Thiết bị này không có ghi nhận nào về ${counting.number(count)} cuộc trò chuyện.`,
};
