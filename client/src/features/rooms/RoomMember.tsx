import { MoreHorizontal, ShieldMinus, ShieldPlus, UserMinus } from 'lucide-react';
import { Avatar } from '#client/ui/Avatar.tsx';
import { MenuButton, MenuItem } from '#client/ui/Menu.tsx';
import type { UserId } from '#shared/ids/index.ts';
import styles from './RoomPanel.module.css';

export interface RoomMemberProps {
  readonly member: { readonly id: UserId; readonly name: string; readonly active: boolean };
  readonly isMe: boolean;
  readonly moderates: boolean;
  /** What a moderator may do with them; undefined: nothing. */
  readonly actions?: { readonly onModerator: (on: boolean) => void; readonly onRemove: () => void };
}

/** Somebody in a room. */
export function RoomMember({ member, isMe, moderates, actions }: RoomMemberProps) {
  const { id, name, active } = member;
  return (
    <li className={styles.person}>
      <Avatar name={name} seed={id} />
      <span className={styles.words}>
        <bdi className={styles.personName}>{isMe ? `${name} (you)` : name}</bdi>
        {moderates && <span className={styles.role}>Moderator</span>}
        {!active && <span className={styles.role}>No longer in the organisation</span>}
      </span>
      {actions !== undefined && (
        <MenuButton label={`Actions for ${name}`} icon={<MoreHorizontal size={16} aria-hidden />}>
          {moderates ? (
            <MenuItem icon={<ShieldMinus size={16} aria-hidden />} onAction={() => actions.onModerator(false)}>
              No longer a moderator
            </MenuItem>
          ) : (
            <MenuItem icon={<ShieldPlus size={16} aria-hidden />} onAction={() => actions.onModerator(true)}>
              Make moderator
            </MenuItem>
          )}
          <MenuItem icon={<UserMinus size={16} aria-hidden />} onAction={actions.onRemove}>
            Remove from the room
          </MenuItem>
        </MenuButton>
      )}
    </li>
  );
}
