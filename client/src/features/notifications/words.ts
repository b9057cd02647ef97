/** What a window of the system says. */
import type { NoticeView } from '#client/bridge/port.ts';
import { plainName } from '#client/ui/plain-name.ts';
import { words } from '#client/words/index.ts';

export interface NoticeWords {
  readonly title: string;
  readonly body: string;
}

export function noticeWords(notice: Exclude<NoticeView, { kind: 'over' }>): NoticeWords {
  const said = words.notifications;
  if (notice.kind === 'missed') {
    return { title: said.missed, body: said.missedCount(notice.messages, notice.conversations) };
  }
  const { kind, author, room, text } = notice;
  const plain = kind === 'reminder' ? said.reminded : said.message;
  if (author === undefined) return { title: 'Tacit', body: plain };
  const from = room === undefined ? plainName(author) : said.inRoom(plainName(author), plainName(room));
  const title = kind === 'reminder' ? said.reminder(from) : notice.urgent === true ? said.urgent(from) : from;
  return { title, body: text ?? plain };
}
