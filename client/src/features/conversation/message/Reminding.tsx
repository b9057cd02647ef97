import { useState } from 'react';
import { useCore, useRightTime } from '#client/bridge/hooks.ts';
import type { CoreProblem, When } from '#client/bridge/port.ts';
import { MomentDialog } from '#client/ui/MomentDialog.tsx';
import { momentChoices, momentWords } from '#client/ui/moments.ts';
import { say } from '#client/ui/toast.tsx';
import { words } from '#client/words/index.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';

/** Asks when one wants to be reminded of a message. */
export function Reminding({
  conversation,
  message,
  onClose,
}: {
  readonly conversation: GroupId;
  readonly message: MessageId;
  readonly onClose: () => void;
}) {
  const core = useCore();
  const rightTime = useRightTime();
  const [problem, setProblem] = useState<CoreProblem>();
  const now = rightTime();
  const remind = (when: When) =>
    void core.remind(conversation, message, when).then((answer) => {
      if (!answer.ok) {
        setProblem(answer.problem);
        return;
      }
      onClose();
      const { value: id } = answer;
      say(words.messages.reminded(momentWords('at' in when ? when.at : now + when.in, now)), undefined, {
        label: words.messages.undo,
        run: () => void core.cancelReminder(id),
      });
    });
  return (
    <MomentDialog
      title={words.messages.remind}
      confirmLabel={words.messages.remindThen}
      choices={momentChoices(now, [{ minutes: 20 }, { minutes: 60 }])}
      now={now}
      problem={problem}
      onChoose={remind}
      onClose={onClose}
    />
  );
}
