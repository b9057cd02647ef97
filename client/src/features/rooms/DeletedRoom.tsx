import { Trash2 } from 'lucide-react';
import { useCore, usePeople } from '#client/bridge/hooks.ts';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { say } from '#client/ui/toast.tsx';
import type { UserId } from '#shared/ids/index.ts';
import styles from './RoomPanel.module.css';

/** What is left of a room that somebody has deleted for everyone: that it is gone. */
export function DeletedRoom({
  room,
  by,
  onHome,
}: {
  readonly room: ConversationSummary;
  readonly by: UserId;
  readonly onHome: () => void;
}) {
  const core = useCore();
  const person = usePeople().find(({ id }) => id === by);
  const remove = () =>
    void core.forgetConversation(room.id).then((answer) => {
      if (answer.ok) onHome();
      else say(answer.problem.sentence, answer.problem.nextStep);
    });
  return (
    <EmptyState
      icon={<Trash2 size={32} aria-hidden />}
      title={`${plainName(room.title)} was deleted`}
      action={
        <span className={styles.both}>
          <Button onPress={onHome}>Back</Button>
          <Button variant="primary" onPress={remove}>
            Remove from the list
          </Button>
        </span>
      }
    >
      <bdi>{plainName(person?.name ?? 'Somebody')}</bdi> deleted this room for everyone. Nothing of it is left on this
      device.
    </EmptyState>
  );
}
