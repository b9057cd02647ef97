import { useTyping } from '#client/bridge/hooks.ts';
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
  const [first, second, ...others] = useTyping(conversation).map(nameOf);
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
            <bdi>{first}</bdi>
            {second !== undefined && (
              <>
                {others.length > 0 ? ', ' : ' and '}
                <bdi>{second}</bdi>
              </>
            )}
            {others.length > 0 && ` and ${others.length} more`}
            {second === undefined ? ' is writing' : ' are writing'}
          </span>
        </>
      )}
    </p>
  );
}
