import type { later as english } from '../en/later.ts';

export const later: typeof english = {
  scheduledFull: (most) => `Đã có ${most} tin nhắn đang chờ. Hãy gửi hoặc xóa một tin trước.`,
  remindersFull: (most) => `Đã có ${most} lời nhắc đang chờ. Hãy xóa một lời nhắc trước.`,
  snippetsFull: (most) => `Chỉ có chỗ cho ${most} đoạn mẫu. Hãy xóa một đoạn trước.`,
  pollAtOnce: 'Thăm dò được gửi ngay.',
  deviceGone: 'Thiết bị được giao gửi tin này không còn là của bạn.',
  passed: 'Thời điểm này đã qua.',
  tooFar: 'Thời điểm này còn hơn một năm nữa.',
  twin: 'Đã có đoạn mẫu khác với tiêu đề này.',
};
