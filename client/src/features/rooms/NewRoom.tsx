import { useState } from 'react';
import { useCore, usePeople } from '#client/bridge/hooks.ts';
import { FormDialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { PickList } from '#client/ui/PickList.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
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
    <FormDialog
      title={words.rooms.newRoom}
      submitLabel={picked.size === 0 ? words.rooms.create : words.rooms.createWith(picked.size + 1)}
      isReady={ready}
      action={create}
      onClose={onClose}
      after={
        <>
          <PickList
            label={words.rooms.people}
            mode="many"
            options={pickableOf(people)}
            picked={picked}
            onPick={setPicked}
            nothing={words.rooms.addLater}
          />
          <Problem
            problem={
              tooMany ? { sentence: words.rooms.tooMany(peopleMax), nextStep: words.rooms.takeSomeOut } : create.problem
            }
          />
        </>
      }
    >
      <Field
        label={words.rooms.name}
        placeholder={words.rooms.nameExample}
        hint={words.rooms.whoReadsName}
        value={name}
        onChange={setName}
        maxLength={80}
        autoComplete="off"
        autoFocus
      />
    </FormDialog>
  );
}
