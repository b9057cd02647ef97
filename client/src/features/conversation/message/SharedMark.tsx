import clsx from 'clsx';
import { BadgeCheck, TriangleAlert } from 'lucide-react';
import { Sentence } from '#client/ui/Sentence.tsx';
import { words } from '#client/words/index.ts';
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
  const within = (name: string) => <bdi>{name === words.shared.you ? words.messages.you : name}</bdi>;
  return (
    <p className={clsx(styles.forwarded, !verified && styles.doubtful)}>
      {verified ? <BadgeCheck size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
      <span>
        <Sentence
          of={verified ? words.messages.shared : words.messages.sharedUnverified}
          with={{ by: within(by), author: within(author) }}
        />
      </span>
    </p>
  );
}
