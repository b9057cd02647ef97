import { MessageCircle } from 'lucide-react';
import { Fragment } from 'react';
import { saidOf } from '#client/bridge/details.ts';
import { faceOf } from '#client/bridge/face.ts';
import { useConversations, useCore } from '#client/bridge/hooks.ts';
import type { PersonView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { fullTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { Face, Presence } from './Face.tsx';
import styles from './People.module.css';
import { SafetyNumber } from './SafetyNumber.tsx';

/** Of many rooms the newest are named. */
const ROOMS_SHOWN = 8;

/** Who somebody is, as the organisation's log says. */
export function PersonCard({
  person,
  onOpened,
}: {
  readonly person: PersonView;
  /** Absent where the conversation is open already. */
  readonly onOpened?: (conversation: GroupId) => void;
}) {
  const core = useCore();
  const start = useAction(() => core.startDirect(person.id), onOpened);
  const rooms = useConversations().filter(
    ({ kind, members, state }) => kind === 'room' && state.kind === 'ready' && members.includes(person.id),
  );
  const { name, role, isMe, active, deviceCount, since } = person;
  const standing = active ? words.shared.roles[role] : words.people.inactive;
  return (
    <div className={styles.card}>
      <div className={styles.cardTop}>
        <Face person={person} size="l" />
        <p className={styles.cardName}>
          <bdi>{plainName(name)}</bdi>
        </p>
        <p className={styles.hint}>{isMe ? words.people.roleOfMe(standing) : standing}</p>
        <Presence person={person} />
      </div>
      {!isMe && active && onOpened !== undefined && (
        <Button
          variant="primary"
          icon={<MessageCircle size={16} aria-hidden />}
          isPending={start.pending}
          onPress={() => start.run()}
        >
          {words.people.message}
        </Button>
      )}
      <Problem problem={start.problem} />
      <dl className={styles.facts}>
        {saidOf(person.details).map(([detail, text]) => (
          <Fragment key={detail}>
            <dt>{words.details[detail]}</dt>
            <dd>
              <bdi>{plainName(text)}</bdi>
            </dd>
          </Fragment>
        ))}
        <dt>{words.people.joined}</dt>
        <dd>{fullTime(since)}</dd>
        <dt>{words.people.devices}</dt>
        <dd>{deviceCount === 0 ? words.people.noDevices : words.counting.number(deviceCount)}</dd>
      </dl>
      {!isMe && rooms.length > 0 && (
        <section className={styles.rooms} aria-label={words.people.sharedRooms}>
          <h3>{words.people.roomsCount(rooms.length)}</h3>
          <ul>
            {rooms.slice(0, ROOMS_SHOWN).map((room) => (
              <li key={room.id} className={styles.room}>
                <Avatar name={plainName(room.title)} {...faceOf(room)} size="s" />
                <bdi className={styles.name}>{plainName(room.title)}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!isMe && <SafetyNumber user={person.id} name={plainName(name)} verified={person.verified} />}
    </div>
  );
}
