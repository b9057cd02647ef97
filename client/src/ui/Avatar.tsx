import clsx from 'clsx';
import styles from './Avatar.module.css';
import { initialsOf, plainName } from './plain-name.ts';

export interface AvatarProps {
  readonly name: string;
  /** What the colour is made from: something that stays when the name changes. */
  readonly seed: string;
  readonly size?: 's' | 'm' | 'l';
  readonly square?: boolean;
  /** Chosen instead of the one that the seed has. */
  readonly colour?: AvatarColour | undefined;
  /** One emoji instead of the initials. */
  readonly emoji?: string | undefined;
}

/** What a face is made of besides its name. */
export type Face = Pick<AvatarProps, 'seed' | 'square' | 'colour' | 'emoji'>;

/** The colours to choose from: hues in degrees of OKLCH, all of one lightness, so that what stands on them is read alike. */
export const avatarHues = {
  red: 25,
  orange: 55,
  yellow: 95,
  green: 145,
  teal: 190,
  blue: 250,
  violet: 300,
  pink: 350,
  grey: 0,
} as const;
export type AvatarColour = keyof typeof avatarHues;

/** One of twelve hues; the same seed has the same hue on every machine (FNV-1a, 32 bits). */
export function hueOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193) >>> 0;
  }
  return (hash % 12) * 30;
}

/** Initials or an emoji on a colour. Decoration: the name always stands beside it as text. */
export function Avatar({ name, seed, size = 'm', square = false, colour, emoji }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        styles.avatar,
        styles[size],
        square && styles.square,
        colour === 'grey' && styles.grey,
        emoji !== undefined && styles.emoji,
      )}
      style={{ '--hue': String(colour === undefined ? hueOf(seed) : avatarHues[colour]) }}
    >
      {emoji ?? initialsOf(plainName(name))}
    </span>
  );
}
