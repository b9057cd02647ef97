import { useCore, usePeople } from '#client/bridge/hooks.ts';
import type { ConversationSummary, RoomView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { useAction } from '#client/ui/use-action.ts';
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
    <section className={styles.people} aria-label="Requests to join">
      <div className={styles.head}>
        <h3>{view.requests.length === 1 ? '1 request to join' : `${view.requests.length} requests to join`}</h3>
      </div>
      <ul>
        {view.requests.map(({ user }) => {
          const name = plainName(people.find(({ id }) => id === user)?.name ?? 'Somebody');
          return (
            <li key={user} className={styles.person}>
              <Avatar name={name} seed={user} />
              <span className={styles.words}>
                <bdi className={styles.personName}>{name}</bdi>
              </span>
              <Button
                size="s"
                variant="quiet"
                aria-label={`Decline ${name}`}
                isPending={decline.pending}
                onPress={() => decline.run(user)}
              >
                Decline
              </Button>
              <Button
                size="s"
                variant="primary"
                aria-label={`Approve ${name}`}
                isPending={approve.pending}
                onPress={() => approve.run(user)}
              >
                Approve
              </Button>
            </li>
          );
        })}
      </ul>
      <Problem problem={approve.problem ?? decline.problem} />
    </section>
  );
}
