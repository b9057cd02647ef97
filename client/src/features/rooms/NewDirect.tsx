import { useState } from 'react';
import { useCore, usePeople } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { PickList } from '#client/ui/PickList.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { pickableOf } from './pickable.ts';

/** Chooses a colleague and opens the direct conversation, the existing one if there is one. */
export function NewDirect({
  onClose,
  onOpened,
}: {
  readonly onClose: () => void;
  readonly onOpened: (id: GroupId) => void;
}) {
  const core = useCore();
  const people = usePeople();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const start = useAction((user: UserId) => core.startDirect(user), onOpened);
  const chosen = people.find((person) => picked.has(person.id));
  return (
    <Dialog
      title={words.rooms.newDirect}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={chosen === undefined}
          isPending={start.pending}
          onPress={() => {
            if (chosen !== undefined) start.run(chosen.id);
          }}
        >
          {words.rooms.openConversation}
        </Button>
      }
    >
      <PickList
        label={words.rooms.people}
        mode="one"
        options={pickableOf(people)}
        picked={picked}
        onPick={setPicked}
        nothing={words.rooms.inviteFirst}
      />
      <Problem problem={start.problem} />
    </Dialog>
  );
}
