import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { ConversationSummary, PolicyView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { RadioList } from '#client/ui/RadioList.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
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
      title={words.timers.title}
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
            {words.shared.save}
          </Button>
        ) : (
          <Button onPress={onClose}>{words.shared.close}</Button>
        )
      }
    >
      <p className={styles.words}>{kind === 'direct' ? words.timers.forBoth : words.timers.forEverybody}</p>
      <RadioList
        label={words.timers.choice}
        options={options}
        value={chosen}
        isDisabled={!mayChange}
        onChange={setChosen}
      />
      <p className={styles.words}>{mayChange ? words.timers.canBeCopied : words.timers.onlyModerators}</p>
      <Problem problem={save.problem} />
    </Dialog>
  );
}
