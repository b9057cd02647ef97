import { useEffect, useRef, useState } from 'react';
import type { MessageView } from '#client/bridge/port.ts';
import { filesWords } from '#client/ui/files-words.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';

const LENGTH = 300;

/**
 * What a screen reader says of messages that come while the timeline is open. The list itself cannot be a live region: a
 * virtual list takes lines in and out while one scrolls, and all of them would be read out.
 */
export function useSpoken(entries: readonly MessageView[], nameOf: (id: UserId) => string): string {
  const [spoken, setSpoken] = useState({ key: '', announcement: '' });
  const said = useRef(entries.at(-1)?.key);
  useEffect(() => {
    const since = said.current;
    said.current = entries.at(-1)?.key;
    const fresh = entries.filter(
      (entry) =>
        entry.kind === 'text' &&
        !entry.mine &&
        entry.recalledAt === undefined &&
        since !== undefined &&
        entry.key > since,
    );
    const last = fresh.at(-1);
    if (last?.kind !== 'text') return;
    const announcement =
      fresh.length === 1
        ? `${kindOf(last)}${nameOf(last.author)}: ${last.text.slice(0, LENGTH) || filesWords(last)}`
        : words.conversation.newMessages(fresh.length);
    setSpoken({ key: last.key, announcement });
  }, [entries, nameOf]);
  // What was recalled or has disappeared stands nowhere any more.
  const message = entries.find(({ key }) => key === spoken.key);
  return message?.kind === 'text' && message.recalledAt === undefined ? spoken.announcement : '';
}

/** What a message is besides words. */
function kindOf({ urgency, poll, files, text }: Extract<MessageView, { kind: 'text' }>): string {
  const level = urgency === undefined ? '' : `${words.messages[urgency.level]}. `;
  if (poll !== undefined) return `${level}${words.votes.poll}. `;
  // Without words they are what it says.
  return files === undefined || text === '' ? level : `${level}${filesWords({ files })}. `;
}
