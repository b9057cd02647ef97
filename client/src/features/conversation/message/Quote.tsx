import clsx from 'clsx';
import { CornerUpLeft } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { QuoteView, ThreadId, TimelineKey } from '#client/bridge/port.ts';
import hidden from '#client/ui/hidden.module.css';
import { plainWords } from '#client/ui/plain-words.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './message.module.css';

/** What a message answers; pressing it goes there. */
export function Quote({
  quote,
  nameOf,
  onJump,
}: {
  readonly quote: QuoteView;
  readonly nameOf: (id: UserId) => string;
  readonly onJump: (key: TimelineKey, thread?: ThreadId) => void;
}) {
  const author = nameOf(quote.author);
  if (quote.kind !== 'here') {
    return (
      <p className={clsx(styles.quote, styles.gone)}>
        <CornerUpLeft size={14} aria-hidden />
        <span>
          <Sentence
            of={quote.kind === 'recalled' ? words.messages.quoteRecalled : words.messages.quoteMissing}
            with={{ author: <bdi>{author}</bdi> }}
          />
        </span>
      </p>
    );
  }
  const { excerpt, key, thread } = quote;
  return (
    <AriaButton className={clsx(styles.quote)} onPress={() => onJump(key, thread)}>
      <CornerUpLeft size={14} aria-hidden />
      <span className={styles.quoted}>
        <span className={hidden.hidden}>{words.messages.inReply}</span>
        <bdi className={styles.quotedAuthor}>{author}</bdi>
        <span className={hidden.hidden}>: </span> <span dir="auto">{plainWords(excerpt)}</span>
      </span>
    </AriaButton>
  );
}
