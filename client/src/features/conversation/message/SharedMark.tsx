import clsx from 'clsx';
import { BadgeCheck, TriangleAlert } from 'lucide-react';
import styles from './message.module.css';

/** Says that a message was shared by whoever brought one in, and whether it is more than their word who wrote it. */
export function SharedMark({
  by,
  author,
  verified,
}: {
  readonly by: string;
  readonly author: string;
  readonly verified: boolean;
}) {
  const writer = author === 'You' ? 'you' : author;
  const sharer = by === 'You' ? 'you' : by;
  return (
    <p className={clsx(styles.forwarded, !verified && styles.doubtful)}>
      {verified ? <BadgeCheck size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
      <span>
        {verified ? (
          <>
            Shared by <bdi>{sharer}</bdi>, signed by <bdi>{writer}</bdi>
          </>
        ) : (
          <>
            Not verified: shared by <bdi>{sharer}</bdi>, who says that <bdi>{writer}</bdi> wrote it
          </>
        )}
      </span>
    </p>
  );
}
