import clsx from 'clsx';
import { Pin } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { usePeople } from '#client/bridge/hooks.ts';
import type { ConversationSummary, ThreadId, TimelineKey } from '#client/bridge/port.ts';
import hidden from '#client/ui/hidden.module.css';
import { plainName } from '#client/ui/plain-name.ts';
import { plainWords } from '#client/ui/plain-words.ts';
import { words } from '#client/words/index.ts';
import styles from './pins.module.css';
import { usePins } from './use-pins.ts';

/** The message that was pinned last, at the top of its conversation, and the way to the others. */
export function PinBar({
  conversation,
  onJump,
  onAll,
}: {
  readonly conversation: ConversationSummary;
  readonly onJump: (key: TimelineKey, thread?: ThreadId) => void;
  readonly onAll: () => void;
}) {
  const people = usePeople();
  const { pins } = usePins(conversation);
  const [newest] = pins ?? [];
  if (newest === undefined || conversation.pins === undefined) return null;
  const count = conversation.pins.length;
  const author = people.find(({ id }) => id === newest.author);
  return (
    <section className={styles.bar} aria-label={words.pins.bar}>
      <AriaButton className={clsx(styles.newest)} onPress={() => onJump(newest.key, newest.thread)}>
        <Pin size={14} aria-hidden className={styles.icon} />
        <span className={styles.words}>
          <span className={hidden.hidden}>{words.pins.goTo}</span>
          <bdi className={styles.author}>{plainName(author?.name ?? words.shared.somebody)}</bdi>
          <span className={hidden.hidden}>:</span> <span dir="auto">{plainWords(newest.excerpt)}</span>
        </span>
      </AriaButton>
      <AriaButton className={clsx(styles.all)} onPress={onAll}>
        {words.pins.count(count)}
      </AriaButton>
    </section>
  );
}
