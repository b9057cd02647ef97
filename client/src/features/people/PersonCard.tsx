import { MessageCircle } from 'lucide-react';
import { useCore } from '#client/bridge/hooks.ts';
import type { PersonView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { fullTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import type { GroupId } from '#shared/ids/index.ts';
import styles from './People.module.css';
import { roleWords } from './role-words.ts';
import { SafetyNumber } from './SafetyNumber.tsx';

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
  const { name, role, isMe, active, deviceCount, since } = person;
  return (
    <div className={styles.card}>
      <div className={styles.cardTop}>
        <Avatar name={name} seed={person.id} size="l" />
        <p className={styles.cardName}>
          <bdi>{plainName(name)}</bdi>
        </p>
        <p className={styles.hint}>
          {active ? roleWords[role] : 'No longer active'}
          {isMe && ' · you'}
        </p>
      </div>
      {!isMe && active && onOpened !== undefined && (
        <Button
          variant="primary"
          icon={<MessageCircle size={16} aria-hidden />}
          isPending={start.pending}
          onPress={() => start.run()}
        >
          Message
        </Button>
      )}
      <Problem problem={start.problem} />
      <dl className={styles.facts}>
        <dt>Joined</dt>
        <dd>{fullTime(since)}</dd>
        <dt>Devices</dt>
        <dd>{deviceCount === 0 ? 'None yet' : deviceCount}</dd>
      </dl>
      {!isMe && <SafetyNumber user={person.id} name={plainName(name)} verified={person.verified} />}
    </div>
  );
}
