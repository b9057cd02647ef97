import clsx from 'clsx';
import type { ReactNode } from 'react';
import { words } from '#client/words/index.ts';
import hidden from './hidden.module.css';
import styles from './PresenceDot.module.css';
import { plainName } from './plain-name.ts';

export type DotKind = 'available' | 'away' | 'dnd';

/** How somebody can be reached, and what they say of it, in one line; undefined where nothing is known. */
export function presenceWords(
  presence: { readonly state: DotKind; readonly text?: string; readonly emoji?: string } | undefined,
): string | undefined {
  if (presence === undefined) return undefined;
  const { state, text, emoji } = presence;
  const reach = words.ui.presence[state];
  const said = [emoji, text && plainName(text)].filter((part) => part !== undefined).join(' ');
  return said === '' ? reach : `${reach} · ${said}`;
}

/** A face with a dot that says whether somebody can be reached, by its form as well as its colour; without a kind, the face alone. */
export function WithDot({
  kind,
  quiet = false,
  children,
}: {
  readonly kind: DotKind | undefined;
  /** It is said beside it in words. */
  readonly quiet?: boolean;
  readonly children: ReactNode;
}) {
  if (kind === undefined) return children;
  return (
    <span className={styles.face}>
      {children}
      <span className={clsx(styles.dot, styles[kind])} />
      {!quiet && <span className={hidden.hidden}>{words.ui.presence[kind]}</span>}
    </span>
  );
}
