import clsx from 'clsx';
import { MessagesSquare } from 'lucide-react';
import { use } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { RepliesView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import hidden from '#client/ui/hidden.module.css';
import { shortTime } from '#client/ui/time.ts';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { ReachContext } from '../reach-context.ts';
import styles from './message.module.css';

/** Faces that are shown. */
const FACES = 3;

export interface RepliesProps {
  readonly replies: RepliesView;
  readonly isNew: boolean;
  readonly nameOf: (id: UserId) => string;
  readonly onOpen: () => void;
}

/** What was said in the thread under a message: how much, when last, by whom. Pressing it goes there. */
export function Replies({ replies: { count, lastAt, by }, isNew, nameOf, onOpen }: RepliesProps) {
  const now = useNow(60_000);
  const faceOf = use(ReachContext)?.nameOf ?? nameOf;
  return (
    <AriaButton className={clsx(styles.replies, isNew && styles.newReplies)} onPress={onOpen}>
      <span className={styles.faces}>
        {by.slice(-FACES).map((user) => (
          <Avatar key={user} name={faceOf(user)} seed={user} size="s" />
        ))}
      </span>
      <span className={styles.repliesCount}>{words.messages.replies(count)}</span>
      {isNew && <span className={styles.newWord}>{words.messages.new}</span>}
      <span className={styles.repliesTime}>
        <span className={hidden.hidden}>{words.messages.repliesFrom([...new Set(by.map(nameOf))])}</span>
        {words.messages.lastReply(shortTime(lastAt, now))}
      </span>
    </AriaButton>
  );
}

/** Stands over what was said in a thread and to the room, too. */
export function InThread({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <AriaButton className={clsx(styles.inThread)} onPress={onOpen}>
      <MessagesSquare size={13} aria-hidden />
      {words.messages.inThread}
    </AriaButton>
  );
}
