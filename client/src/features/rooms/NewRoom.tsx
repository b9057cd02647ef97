import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore, usePeople } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { PickList } from '#client/ui/PickList.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { useAction } from '#client/ui/use-action.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { pickableOf, pickedPeople } from './pickable.ts';

/** A room's name and its first people. */
export function NewRoom({
  peopleMax,
  onClose,
  onOpened,
}: {
  readonly peopleMax: number;
  readonly onClose: () => void;
  readonly onOpened: (id: GroupId) => void;
}) {
  const core = useCore();
  const people = usePeople();
  const [name, setName] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const create = useAction(
    () => core.createRoom({ name: name.trim(), people: pickedPeople(people, picked) }),
    onOpened,
  );
  // Oneself is one of them.
  const tooMany = picked.size + 1 > peopleMax;
  const ready = name.trim() !== '' && !tooMany;
  return (
    <Dialog
      title="New room"
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" type="submit" form="new-room" isDisabled={!ready} isPending={create.pending}>
          {picked.size === 0 ? 'Create room' : `Create room with ${picked.size + 1} people`}
        </Button>
      }
    >
      <Form
        id="new-room"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) create.run();
        }}
      >
        <Field
          label="Name"
          placeholder="Project Harbour"
          hint="Only the people of the room can read it; the server cannot."
          value={name}
          onChange={setName}
          maxLength={80}
          autoComplete="off"
          autoFocus
        />
      </Form>
      <PickList
        label="People"
        mode="many"
        options={pickableOf(people)}
        picked={picked}
        onPick={setPicked}
        nothing="Nobody else is here yet. You can add people later."
      />
      <Problem
        problem={
          tooMany
            ? { sentence: `A room can have ${peopleMax} people.`, nextStep: 'Take some out of the selection.' }
            : create.problem
        }
      />
    </Dialog>
  );
}
