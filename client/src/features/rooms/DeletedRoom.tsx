import { Trash2 } from 'lucide-react';
import { useCore, usePeople } from '#client/bridge/hooks.ts';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { say } from '#client/ui/toast.tsx';
import { words } from '#client/words/index.ts';
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
      title={words.rooms.wasDeleted(plainName(room.title))}
      action={
        <span className={styles.both}>
          <Button onPress={onHome}>{words.rooms.back}</Button>
          <Button variant="primary" onPress={remove}>
            {words.rooms.removeFromList}
          </Button>
        </span>
      }
    >
      <Sentence
        of={words.rooms.deletedBy}
        with={{ name: <bdi>{plainName(person?.name ?? words.shared.somebody)}</bdi> }}
      />
    </EmptyState>
  );
}
