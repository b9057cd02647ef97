import { counting } from './counting.ts';

export const notifications = {
  missed: 'أثناء غيابك',
  missedCount: (messages: number, conversations: number) =>
    `${counting.plural(messages, {
      zero: 'لا رسائل جديدة',
      one: 'رسالة جديدة واحدة',
      two: 'رسالتان جديدتان',
      few: '# رسائل جديدة',
      many: '# رسالة جديدة',
      other: '# رسالة جديدة',
    })} في ${counting.plural(conversations, {
      zero: '# محادثة',
      one: 'محادثة واحدة',
      two: 'محادثتين',
      few: '# محادثات',
      many: '# محادثة',
      other: '# محادثة',
    })}`,
  reminded: 'أردت التذكير برسالة',
  message: 'رسالة جديدة',
  inRoom: (author: string, room: string) => `${author} في ${room}`,
  reminder: (from: string) => `تذكير: ${from}`,
  urgent: (from: string) => `عاجل: ${from}`,
};
