import { type FormEvent, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { TimelineKey } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { words } from '#client/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';

/** Asks for a day, and finds what was said first on it or after it. */
export function GoToDay({
  conversation,
  onClose,
  onFound,
}: {
  readonly conversation: GroupId;
  readonly onClose: () => void;
  readonly onFound: (key: TimelineKey) => void;
}) {
  const core = useCore();
  const [day, setDay] = useState('');
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  const go = async (event: FormEvent) => {
    event.preventDefault();
    const [year, month, date] = day.split('-').map(Number);
    if (year === undefined || month === undefined || date === undefined) {
      setError(words.conversation.chooseDay);
      return;
    }
    if (pending) return;
    setPending(true);
    const found = await core.findTime(conversation, Math.max(0, new Date(year, month - 1, date).getTime()));
    setPending(false);
    if (!found.ok) setError(`${found.problem.sentence} ${found.problem.nextStep}`);
    else if (found.value === null) setError(words.conversation.nothingSince);
    else onFound(found.value);
  };
  return (
    <Dialog
      title={words.conversation.goToDay}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.conversation.cancel}</Button>
          <Button variant="primary" type="submit" form="go-to-day" isPending={pending}>
            {words.conversation.go}
          </Button>
        </>
      }
    >
      <form id="go-to-day" noValidate onSubmit={(event) => void go(event)}>
        <Field
          label={words.conversation.day}
          type="date"
          autoFocus
          value={day}
          error={error}
          hint={words.conversation.firstOfDay}
          onChange={(value) => {
            setDay(value);
            setError(undefined);
          }}
        />
      </form>
    </Dialog>
  );
}
