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
import { pickableOf, pickedPeople } from './pickable.ts';

const HISTORY = [
  { value: 'none', label: 'From now on' },
  { value: 'last', label: 'The last 100 messages' },
  { value: 'days', label: 'The last 30 days' },
  { value: 'all', label: 'Everything', hint: 'At most the last 10,000 messages.' },
] as const;
const choices: Readonly<Record<(typeof HISTORY)[number]['value'], HistoryChoice | undefined>> = {
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
      {mayShare ? (
        <>
          <RadioList label="What they can read" options={HISTORY} value={history} onChange={setHistory} />
          {history !== 'none' && (
            <Notice tone="info" title="The room sees that you share it.">
              Messages that disappear, or were recalled, are left out. Each one shows that it is from you, and whether
              its author’s device has signed it.
            </Notice>
          )}
        </>
      ) : (
        <Notice tone="info" title="They read what is written from now on, and nothing from before." />
      )}
      <Problem problem={add.problem} />
    </Dialog>
  );
}
