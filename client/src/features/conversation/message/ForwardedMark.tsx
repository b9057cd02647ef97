import clsx from 'clsx';
import { Forward, TriangleAlert } from 'lucide-react';
import { useContext, useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useConversations, useCore } from '#client/bridge/hooks.ts';
import type { OriginView } from '#client/bridge/port.ts';
import hidden from '#client/ui/hidden.module.css';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { words } from '#client/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { PermalinkContext } from '../permalink-context.ts';
import type { TextEntry } from '../rows.ts';
import styles from './message.module.css';

/**
 * Says that the words are somebody else's, and how much of that is known: whoever has the message that they are said to be
 * can go there; for everybody else it is the word of who passed them on.
 */
export function ForwardedMark({
  conversation,
  entry,
  forwarded,
  by,
  author,
}: {
  readonly conversation: GroupId;
  readonly entry: Pick<TextEntry, 'id' | 'mine'>;
  readonly forwarded: NonNullable<TextEntry['forwarded']>;
  /** Who passed it on, and who is said to have written it. */
  readonly by: string;
  readonly author: string;
}) {
  const core = useCore();
  const conversations = useConversations();
  const ways = useContext(PermalinkContext);
  const [origin, setOrigin] = useState<OriginView>();
  const { id, mine } = entry;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a message that was changed is drawn with another mark
  useEffect(() => {
    let over = false;
    void core.originOf(conversation, id).then((answer) => {
      if (!over && answer.ok) setOrigin(answer.value);
    });
    return () => {
      over = true;
    };
  }, [core, conversation, id, forwarded]);
  if (origin?.kind === 'same') {
    const title = conversations.find((one) => one.id === origin.conversation)?.title ?? '';
    return (
      <AriaButton className={clsx(styles.quote)} onPress={() => ways?.jumpTo(origin)}>
        <Forward size={14} aria-hidden />
        <span className={styles.quoted}>
          <Sentence
            of={title === '' ? words.messages.forwarded : words.messages.forwardedIn}
            with={{
              author: <bdi className={styles.quotedAuthor}>{author}</bdi>,
              room: <bdi>{plainName(title)}</bdi>,
            }}
          />
          <span className={hidden.hidden}> {words.messages.goToIt}</span>
        </span>
      </AriaButton>
    );
  }
  const isOther = origin?.kind === 'other';
  const { forwarded: plain, forwardedBut, forwardedBy, forwardedByBut, you } = words.messages;
  const sentence = mine ? (isOther ? forwardedBut : plain) : isOther ? forwardedByBut : forwardedBy;
  return (
    <p className={clsx(styles.forwarded, isOther && styles.doubtful)}>
      {isOther ? <TriangleAlert size={14} aria-hidden /> : <Forward size={14} aria-hidden />}
      <span>
        <Sentence
          of={sentence}
          with={{ by: <bdi>{by}</bdi>, author: <bdi>{!mine && author === words.shared.you ? you : author}</bdi> }}
        />
      </span>
    </p>
  );
}
