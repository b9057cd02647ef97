import clsx from 'clsx';
import styles from './Avatar.module.css';
import { initialsOf, plainName } from './plain-name.ts';

export interface AvatarProps {
  readonly name: string;
  /** What the colour is made from: something that stays when the name changes. */
  readonly seed: string;
  readonly size?: 's' | 'm' | 'l';
  readonly square?: boolean;
}

/** One of twelve hues; the same seed has the same hue on every machine (FNV-1a, 32 bits). */
export function hueOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193) >>> 0;
  }
  return (hash % 12) * 30;
}

/** Initials on a colour. Decoration: the name always stands beside it as text. */
export function Avatar({ name, seed, size = 'm', square = false }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={clsx(styles.avatar, styles[size], square && styles.square)}
      style={{ '--hue': String(hueOf(seed)) }}
    >
      {initialsOf(plainName(name))}
    </span>
  );
}
