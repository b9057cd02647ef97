/** Where a poll is written. */
export const polls = {
  title: 'Cuộc thăm dò mới',
  send: 'Gửi thăm dò',
  question: 'Câu hỏi',
  answers: 'Các câu trả lời',
  answer: (place: number) => `Câu trả lời ${place}`,
  removeAnswer: (place: number) => `Bỏ câu trả lời ${place}`,
  addAnswer: 'Thêm câu trả lời',
  several: 'Được chọn nhiều câu trả lời',
  closesAt: 'Đóng lúc (không bắt buộc)',
  closeBefore: 'Bạn có thể đóng bất cứ lúc nào trước đó.',
  whoSees: 'Mọi người trong cuộc trò chuyện này thấy ai đã bỏ phiếu cho gì.',
  noQuestion: 'Hãy viết điều bạn muốn hỏi.',
  fewAnswers: 'Hãy viết ít nhất hai câu trả lời.',
  sameAnswers: 'Có hai câu trả lời giống nhau. Hãy sửa một câu.',
  timeIsOver: 'Giờ này đã qua. Hãy chọn giờ muộn hơn, hoặc để trống.',
};
