import { useState } from 'react';
import { useCore, usePeople, useSession } from '#client/bridge/hooks.ts';
import type { ConversationSummary, HistoryChoice } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { PickList } from '#client/ui/PickList.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { RadioList } from '#client/ui/RadioList.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import { pickableOf, pickedPeople } from './pickable.ts';

const HISTORY = ['none', 'last', 'days', 'all'] as const;
const choices: Readonly<Record<(typeof HISTORY)[number], HistoryChoice | undefined>> = {
  none: undefined,
  last: { kind: 'last', count: 100 },
  days: { kind: 'days', days: 30 },
  all: { kind: 'all' },
};

/** Adds people to a room. */
export function AddPeople({ room, onClose }: { readonly room: ConversationSummary; readonly onClose: () => void }) {
  const core = useCore();
  const people = usePeople();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [history, setHistory] = useState<keyof typeof choices>('none');
  const session = useSession();
  const mayShare = session.kind === 'open' && session.policy.mayShareHistory;
  const add = useAction(
    () => core.addPeople(room.id, pickedPeople(people, picked), mayShare ? choices[history] : undefined),
    onClose,
  );
  return (
    <Dialog
      title={words.rooms.addTo(plainName(room.title))}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={picked.size === 0} isPending={add.pending} onPress={() => add.run()}>
          {picked.size < 2 ? words.rooms.add : words.rooms.addMany(picked.size)}
        </Button>
      }
    >
      <PickList
        label={words.rooms.people}
        mode="many"
        options={pickableOf(people, new Set(room.members))}
        picked={picked}
        onPick={setPicked}
        nothing={words.rooms.allAreHere}
      />
      {mayShare ? (
        <>
          <RadioList
            label={words.rooms.whatTheyRead}
            options={HISTORY.map((value) => ({ value, ...words.rooms.histories[value] }))}
            value={history}
            onChange={setHistory}
          />
          {history !== 'none' && (
            <Notice tone="info" title={words.rooms.roomSees}>
              {words.rooms.leftOut}
            </Notice>
          )}
        </>
      ) : (
        <Notice tone="info" title={words.rooms.onlyFromNow} />
      )}
      <Problem problem={add.problem} />
    </Dialog>
  );
}
