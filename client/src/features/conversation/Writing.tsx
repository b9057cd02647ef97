import { useTyping } from '#client/bridge/hooks.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { words } from '#client/words/index.ts';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import styles from './ConversationView.module.css';

/** Who is writing at this moment. Its line is always there, so that nothing moves when somebody begins. */
export function Writing({
  conversation,
  nameOf,
}: {
  readonly conversation: GroupId;
  readonly nameOf: (id: UserId) => string;
}) {
  const writers = useTyping(conversation).map(nameOf);
  const [first, second] = writers;
  return (
    <p className={styles.writing} data-testid="writing">
      {first !== undefined && (
        <>
          <span className={styles.dots} aria-hidden>
            <span />
            <span />
            <span />
          </span>
          <span className={styles.writers}>
            <Sentence
              of={words.conversation.writing(writers.length)}
              with={{ first: <bdi>{first}</bdi>, second: <bdi>{second}</bdi> }}
            />
          </span>
        </>
      )}
    </p>
  );
}
