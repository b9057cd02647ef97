import { counting } from './counting.ts';

export const notifications = {
  missed: 'Trong lúc bạn vắng mặt',
  missedCount: (messages: number, conversations: number) =>
    `${counting.number(messages)} tin nhắn mới trong ${counting.number(conversations)} cuộc trò chuyện`,
  reminded: 'Bạn muốn được nhắc về một tin nhắn',
  message: 'Tin nhắn mới',
  inRoom: (author: string, room: string) => `${author} trong ${room}`,
  reminder: (from: string) => `Lời nhắc: ${from}`,
  urgent: (from: string) => `Khẩn: ${from}`,
};
