import { LockKeyhole, LockKeyholeOpen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { useAction } from '#client/ui/use-action.ts';
import styles from './RoomPanel.module.css';

/** How moderators end a room: closed, so that it can be read, or deleted, so that nothing of it is left. */
export function RoomEnd({ room }: { readonly room: ConversationSummary }) {
  const core = useCore();
  const [asks, setAsks] = useState<'close' | 'delete'>();
  const done = () => setAsks(undefined);
  const close = useAction((closed: boolean) => core.changeRoom(room.id, { closed }), done);
  const remove = useAction(() => core.deleteRoom(room.id), done);
  const name = plainName(room.title);
  const closed = room.room?.closed === true;
  return (
    <section className={styles.end} aria-label="The end of this room">
      {closed ? (
        <Button
          icon={<LockKeyholeOpen size={16} aria-hidden />}
          isPending={close.pending}
          onPress={() => close.run(false)}
        >
          Open this room again
        </Button>
      ) : (
        <Button icon={<LockKeyhole size={16} aria-hidden />} onPress={() => setAsks('close')}>
          Close for everyone
        </Button>
      )}
      {asks === undefined && <Problem problem={close.problem} />}
      <Button icon={<Trash2 size={16} aria-hidden className={styles.danger} />} onPress={() => setAsks('delete')}>
        Delete for everyone
      </Button>
      <Confirm
        title={`Close ${name} for everyone?`}
        isOpen={asks === 'close'}
        confirmLabel="Close room"
        isPending={close.pending}
        onConfirm={() => close.run(true)}
        onClose={done}
      >
        <p>Everybody keeps reading what is here, and nobody writes any more. A moderator can open it again.</p>
        <Problem problem={close.problem} />
      </Confirm>
      <Confirm
        title={`Delete ${name} for everyone?`}
        isOpen={asks === 'delete'}
        confirmLabel={`Delete ${name}`}
        danger
        isPending={remove.pending}
        onConfirm={() => remove.run()}
        onClose={done}
      >
        <p>
          Its messages and keys are deleted from the devices of {room.members.length === 1 ? 'you' : 'everybody in it'}{' '}
          and from the server. Devices that are away do so when they are next online. This cannot be undone.
        </p>
        <p>What somebody has copied, or keeps with a changed app, nobody can delete.</p>
        <Problem problem={remove.problem} />
      </Confirm>
    </section>
  );
}
