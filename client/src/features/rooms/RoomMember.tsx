import { MoreHorizontal, ShieldMinus, ShieldPlus, UserMinus } from 'lucide-react';
import { Avatar } from '#client/ui/Avatar.tsx';
import { MenuButton, MenuItem } from '#client/ui/Menu.tsx';
import { words } from '#client/words/index.ts';
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
        <bdi className={styles.personName}>{isMe ? words.rooms.me(name) : name}</bdi>
        {moderates && <span className={styles.role}>{words.rooms.moderator}</span>}
        {!active && <span className={styles.role}>{words.rooms.gone}</span>}
      </span>
      {actions !== undefined && (
        <MenuButton label={words.rooms.actionsFor(name)} icon={<MoreHorizontal size={16} aria-hidden />}>
          {moderates ? (
            <MenuItem icon={<ShieldMinus size={16} aria-hidden />} onAction={() => actions.onModerator(false)}>
              {words.rooms.noModerator}
            </MenuItem>
          ) : (
            <MenuItem icon={<ShieldPlus size={16} aria-hidden />} onAction={() => actions.onModerator(true)}>
              {words.rooms.makeModerator}
            </MenuItem>
          )}
          <MenuItem icon={<UserMinus size={16} aria-hidden />} onAction={actions.onRemove}>
            {words.rooms.removeFromRoom}
          </MenuItem>
        </MenuButton>
      )}
    </li>
  );
}
