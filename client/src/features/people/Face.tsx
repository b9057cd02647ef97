import { usePresence } from '#client/bridge/hooks.ts';
import type { PersonView } from '#client/bridge/port.ts';
import { Avatar, type AvatarProps } from '#client/ui/Avatar.tsx';
import { presenceWords, WithDot } from '#client/ui/PresenceDot.tsx';
import styles from './People.module.css';

/** A person's face, with what they tell of how they can be reached. */
export function Face({
  person: { id, name },
  size = 'm',
}: { readonly person: PersonView } & Pick<AvatarProps, 'size'>) {
  return (
    <WithDot kind={usePresence(id)?.state} quiet={size === 'l'}>
      <Avatar name={name} seed={id} size={size} />
    </WithDot>
  );
}

/** The same in words; nothing where nothing is known. */
export function Presence({ person: { id } }: { readonly person: PersonView }) {
  const words = presenceWords(usePresence(id));
  return words === undefined ? null : (
    <p className={styles.hint}>
      <bdi>{words}</bdi>
    </p>
  );
}
