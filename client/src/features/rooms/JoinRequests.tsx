import { useCore, usePeople } from '#client/bridge/hooks.ts';
import type { ConversationSummary, RoomView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './RoomPanel.module.css';

/** Who asks to be brought into a room; for its moderators. */
export function JoinRequests({ room, view }: { readonly room: ConversationSummary; readonly view: RoomView }) {
  const core = useCore();
  const people = usePeople();
  const approve = useAction((user: UserId) => core.addPeople(room.id, [user]));
  const decline = useAction((user: UserId) => core.declineRequest(room.id, user));
  if (view.requests.length === 0) return null;
  return (
    <section className={styles.people} aria-label={words.rooms.requests}>
      <div className={styles.head}>
        <h3>{words.rooms.requestsToJoin(view.requests.length)}</h3>
      </div>
      <ul>
        {view.requests.map(({ user }) => {
          const name = plainName(people.find(({ id }) => id === user)?.name ?? words.shared.somebody);
          return (
            <li key={user} className={styles.person}>
              <Avatar name={name} seed={user} />
              <span className={styles.words}>
                <bdi className={styles.personName}>{name}</bdi>
              </span>
              <Button
                size="s"
                variant="quiet"
                aria-label={words.rooms.declineOf(name)}
                isPending={decline.pending}
                onPress={() => decline.run(user)}
              >
                {words.rooms.decline}
              </Button>
              <Button
                size="s"
                variant="primary"
                aria-label={words.rooms.approveOf(name)}
                isPending={approve.pending}
                onPress={() => approve.run(user)}
              >
                {words.rooms.approve}
              </Button>
            </li>
          );
        })}
      </ul>
      <Problem problem={approve.problem ?? decline.problem} />
    </section>
  );
}
