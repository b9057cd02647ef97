import { LogOut, UserPlus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { faceOf } from '#client/bridge/face.ts';
import { useCore, usePeople } from '#client/bridge/hooks.ts';
import { roomLinkUrl } from '#client/bridge/permalink.ts';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { CopyButton } from '#client/ui/CopyButton.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { Panel } from '#client/ui/Panel.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { AddPeople } from './AddPeople.tsx';
import { JoinRequests } from './JoinRequests.tsx';
import { RoomEnd } from './RoomEnd.tsx';
import { RoomMember } from './RoomMember.tsx';
import styles from './RoomPanel.module.css';
import { RoomSettings } from './RoomSettings.tsx';

export interface RoomPanelProps {
  readonly room: ConversationSummary;
  readonly me: UserId;
  /** What was sent here. */
  readonly files: ReactNode;
  readonly onClose: () => void;
}

/** A room's name and people, and what one may do with them. Whether one may is decided by the core, not here. */
export function RoomPanel({ room, me, files, onClose }: RoomPanelProps) {
  const core = useCore();
  const people = usePeople();
  const [dialog, setDialog] = useState<'add' | 'leave' | UserId>();
  const remove = useAction(
    (user: UserId) => core.removePerson(room.id, user),
    () => setDialog(undefined),
  );
  const leave = useAction(
    () => core.leaveRoom(room.id),
    () => setDialog(undefined),
  );
  const moderator = useAction((user: UserId, on: boolean) => core.changeRoom(room.id, { moderator: { user, on } }));
  const moderates = room.moderators.includes(me);
  const inside =
    room.state.kind === 'ready' || room.state.kind === 'setting-up' || room.state.kind === 're-synchronising';
  const members = room.members
    .map((id) => {
      const person = people.find((candidate) => candidate.id === id);
      return { id, name: plainName(person?.name ?? words.shared.somebody), active: person?.active ?? false };
    })
    .sort((left, right) => left.name.localeCompare(right.name));
  const removed = members.find((member) => member.id === dialog);
  return (
    <Panel title={words.rooms.details} hasAddress onClose={onClose}>
      <div className={styles.top}>
        <Avatar name={plainName(room.title)} {...faceOf(room)} size="l" />
        <p className={styles.name}>
          <bdi>{plainName(room.title)}</bdi>
        </p>
        {room.room !== undefined && room.room.topic !== '' && (
          <p className={styles.topic}>
            <bdi>{room.room.topic}</bdi>
          </p>
        )}
        {moderates && inside && room.room !== undefined && <RoomSettings room={room} view={room.room} />}
      </div>
      {moderates && inside && room.room !== undefined && <JoinRequests room={room} view={room.room} />}
      <section className={styles.people} aria-label={words.rooms.peopleHere}>
        <div className={styles.head}>
          <h3>{words.rooms.count(members.length)}</h3>
          {room.room?.mayAdd === true && inside && (
            <Button size="s" icon={<UserPlus size={16} aria-hidden />} onPress={() => setDialog('add')}>
              {words.rooms.add}
            </Button>
          )}
        </div>
        <ul>
          {members.map((member) => (
            <RoomMember
              key={member.id}
              member={member}
              isMe={member.id === me}
              moderates={room.moderators.includes(member.id)}
              {...(moderates && inside && member.id !== me
                ? {
                    actions: {
                      onModerator: (on: boolean) => moderator.run(member.id, on),
                      onRemove: () => setDialog(member.id),
                    },
                  }
                : {})}
            />
          ))}
        </ul>
        <Problem problem={moderator.problem} />
      </section>
      {files}
      {inside && room.room?.openToRequests === true && (
        <CopyButton
          text={roomLinkUrl(window.location.origin, { room: room.id, moderators: room.moderators })}
          label={words.rooms.copyLink}
        />
      )}
      {inside && (
        <Button icon={<LogOut size={16} aria-hidden />} onPress={() => setDialog('leave')}>
          {words.rooms.leaveRoom}
        </Button>
      )}
      {moderates && inside && <RoomEnd room={room} />}
      {dialog === 'add' && <AddPeople room={room} onClose={() => setDialog(undefined)} />}
      <Confirm
        title={words.rooms.leaveWhich(plainName(room.title))}
        isOpen={dialog === 'leave'}
        confirmLabel={words.rooms.leave}
        danger
        isPending={leave.pending}
        onConfirm={() => leave.run()}
        onClose={() => setDialog(undefined)}
      >
        <p>{words.rooms.afterLeaving}</p>
        <Problem problem={leave.problem} />
      </Confirm>
      <Confirm
        title={words.rooms.removeWhom(removed?.name ?? '')}
        isOpen={removed !== undefined}
        confirmLabel={words.rooms.remove}
        danger
        isPending={remove.pending}
        onConfirm={() => {
          if (removed !== undefined) remove.run(removed.id);
        }}
        onClose={() => setDialog(undefined)}
      >
        <p>{words.rooms.afterRemoving(removed?.name ?? '')}</p>
        <Problem problem={remove.problem} />
      </Confirm>
    </Panel>
  );
}
