import { counting } from './counting.ts';

/** What is said, wherever one is, of messages that are sent later and of reminders. A moment is such as "tomorrow at 9:00". */
export const scheduled = {
  lateHere: (due: string, sent: string) =>
    `Một tin nhắn hẹn gửi ${due} đã được gửi ${sent}: thiết bị này bị khóa hoặc vắng mặt.`,
  putAside: 'Bỏ qua',
  held: (count: number) => counting.plural(count, { other: '# tin nhắn không gửi được vào giờ đã hẹn. Hãy xem lại' }),
  willBeSent: (count: number, next: string) =>
    count === 1
      ? `1 tin nhắn sẽ được gửi ${next}`
      : counting.plural(count, { other: `# tin nhắn sẽ được gửi, tin kế tiếp ${next}` }),
  late: (due: string, sent: string) => `Một tin nhắn hẹn gửi ${due} đã được gửi ${sent}.`,
  wasAway: 'Thiết bị này bị khóa hoặc vắng mặt.',
  oneHeld: 'Một tin nhắn không gửi được vào giờ đã hẹn.',
  reminder: 'Lời nhắc về một tin nhắn',
  reminders: (count: number) => counting.plural(count, { other: '# lời nhắc' }),
  wasDue: (due: string) => `Đã hẹn ${due}.`,
  show: 'Xem',
};
