/** What a window of the system says. */
import type { NoticeView } from '#client/bridge/port.ts';
import { plainName } from '#client/ui/plain-name.ts';

export interface NoticeWords {
  readonly title: string;
  readonly body: string;
}

const many = (count: number, one: string): string => (count === 1 ? `1 ${one}` : `${count} ${one}s`);

export function noticeWords(notice: Exclude<NoticeView, { kind: 'over' }>): NoticeWords {
  if (notice.kind === 'missed') {
    const { messages, conversations } = notice;
    return {
      title: 'While you were away',
      body: `${many(messages, 'new message')} in ${many(conversations, 'conversation')}`,
    };
  }
  const { kind, author, room, text } = notice;
  const plain = kind === 'reminder' ? 'You wanted to be reminded of a message' : 'New message';
  if (author === undefined) return { title: 'Tacit', body: plain };
  const from = room === undefined ? plainName(author) : `${plainName(author)} in ${plainName(room)}`;
  const sign = kind === 'reminder' ? 'Reminder: ' : notice.urgent === true ? 'Urgent: ' : '';
  return { title: `${sign}${from}`, body: text ?? plain };
}
