import { LockKeyhole, LockKeyholeOpen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
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
    <section className={styles.end} aria-label={words.rooms.end}>
      {closed ? (
        <Button
          icon={<LockKeyholeOpen size={16} aria-hidden />}
          isPending={close.pending}
          onPress={() => close.run(false)}
        >
          {words.rooms.openAgain}
        </Button>
      ) : (
        <Button icon={<LockKeyhole size={16} aria-hidden />} onPress={() => setAsks('close')}>
          {words.rooms.closeForAll}
        </Button>
      )}
      {asks === undefined && <Problem problem={close.problem} />}
      <Button icon={<Trash2 size={16} aria-hidden className={styles.danger} />} onPress={() => setAsks('delete')}>
        {words.rooms.deleteForAll}
      </Button>
      <Confirm
        title={words.rooms.closeWhich(name)}
        isOpen={asks === 'close'}
        confirmLabel={words.rooms.closeRoom}
        isPending={close.pending}
        onConfirm={() => close.run(true)}
        onClose={done}
      >
        <p>{words.rooms.afterClosing}</p>
        <Problem problem={close.problem} />
      </Confirm>
      <Confirm
        title={words.rooms.deleteWhich(name)}
        isOpen={asks === 'delete'}
        confirmLabel={words.rooms.deleteRoom(name)}
        danger
        isPending={remove.pending}
        onConfirm={() => remove.run()}
        onClose={done}
      >
        <p>{room.members.length === 1 ? words.rooms.afterDeletingOwn : words.rooms.afterDeleting}</p>
        <p>{words.rooms.copiesStay}</p>
        <Problem problem={remove.problem} />
      </Confirm>
    </section>
  );
}
