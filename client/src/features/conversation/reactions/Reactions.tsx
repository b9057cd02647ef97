import clsx from 'clsx';
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { ReactionView } from '#client/bridge/port.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './reactions.module.css';

/** Names that are listed before the rest is counted. */
const NAMED = 8;

/** Who has reacted with it, in words. */
export function reactedBy(by: readonly UserId[], nameOf: (id: UserId) => string): string {
  const names = by.slice(0, NAMED).map(nameOf);
  const rest = by.length - names.length;
  return words.counting.list(rest === 0 ? names : [...names, words.messages.others(rest)]);
}

/** Reactions to one message: pressing one is to join in, or to take one's own back. */
export function Reactions({
  reactions,
  nameOf,
  isDisabled,
  onToggle,
}: {
  readonly reactions: readonly ReactionView[];
  readonly nameOf: (id: UserId) => string;
  readonly isDisabled: boolean;
  readonly onToggle: (emoji: string, on: boolean) => void;
}) {
  return (
    <ul className={styles.reactions} aria-label={words.messages.reactions}>
      {reactions.map(({ emoji, by, mine }) => {
        const who = reactedBy(by, nameOf);
        return (
          <li key={emoji}>
            <TooltipTrigger delay={400} closeDelay={50}>
              <AriaButton
                className={clsx(styles.chip, mine && styles.mine)}
                aria-label={`${emoji} ${by.length}: ${who}`}
                aria-pressed={mine}
                isDisabled={isDisabled}
                onPress={() => onToggle(emoji, !mine)}
              >
                <span aria-hidden>{emoji}</span>
                <span className={styles.count}>{by.length}</span>
              </AriaButton>
              <Tooltip placement="top" offset={6} className={clsx(styles.tooltip)}>
                <span aria-hidden className={styles.large}>
                  {emoji}
                </span>
                <bdi>{who}</bdi>
              </Tooltip>
            </TooltipTrigger>
          </li>
        );
      })}
    </ul>
  );
}
