import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { ConversationSummary, PolicyView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { RadioList } from '#client/ui/RadioList.tsx';
import { useAction } from '#client/ui/use-action.ts';
import styles from './timers.module.css';
import { keyOf, timerOptions, usualTimer } from './timers.ts';

export interface TimerDialogProps {
  readonly conversation: ConversationSummary;
  readonly policy: PolicyView;
  /** Whether this person may change it, or only sees it. */
  readonly mayChange: boolean;
  readonly onClose: () => void;
}

/** For how long the messages of a conversation stay. */
export function TimerDialog({ conversation, policy, mayChange, onClose }: TimerDialogProps) {
  const core = useCore();
  const { id, kind, timer } = conversation;
  const before = usualTimer(timer, policy.timers);
  const options = timerOptions(policy.timers, before);
  const [chosen, setChosen] = useState(keyOf(before));
  const wish = options.find(({ value }) => value === chosen)?.timer ?? null;
  const save = useAction(() => core.setTimer(id, wish), onClose);
  return (
    <Dialog
      title="Disappearing messages"
      isOpen
      onClose={onClose}
      actions={
        mayChange ? (
          <Button
            variant="primary"
            isDisabled={chosen === keyOf(before)}
            isPending={save.pending}
            onPress={() => save.run()}
          >
            Save
          </Button>
        ) : (
          <Button onPress={onClose}>Close</Button>
        )
      }
    >
      <p className={styles.words}>
        Messages that are sent from now on disappear for {kind === 'direct' ? 'both of you' : 'everybody in this room'},
        and from the server. What has been said already stays as it is.
      </p>
      <RadioList
        label="Messages disappear"
        options={options}
        value={chosen}
        isDisabled={!mayChange}
        onChange={setChosen}
      />
      <p className={styles.words}>
        {mayChange
          ? 'Whoever reads a message can still copy or photograph it.'
          : 'Only moderators of this room change this.'}
      </p>
      <Problem problem={save.problem} />
    </Dialog>
  );
}
