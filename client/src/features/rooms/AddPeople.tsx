import { useState } from 'react';
import { useCore, usePeople } from '#client/bridge/hooks.ts';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { PickList } from '#client/ui/PickList.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { useAction } from '#client/ui/use-action.ts';
import { pickableOf, pickedPeople } from './pickable.ts';

/** Adds people to a room. */
export function AddPeople({ room, onClose }: { readonly room: ConversationSummary; readonly onClose: () => void }) {
  const core = useCore();
  const people = usePeople();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const add = useAction(() => core.addPeople(room.id, pickedPeople(people, picked)), onClose);
  return (
    <Dialog
      title={`Add people to ${plainName(room.title)}`}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={picked.size === 0} isPending={add.pending} onPress={() => add.run()}>
          {picked.size < 2 ? 'Add' : `Add ${picked.size} people`}
        </Button>
      }
    >
      <PickList
        label="People"
        mode="many"
        options={pickableOf(people, new Set(room.members))}
        picked={picked}
        onPick={setPicked}
        nothing="Everybody of the organisation is in this room."
      />
      <Notice tone="info" title="They read what is written from now on, and nothing from before." />
      <Problem problem={add.problem} />
    </Dialog>
  );
}
