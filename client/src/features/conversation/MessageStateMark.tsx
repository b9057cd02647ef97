import clsx from 'clsx';
import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import { useContext, useEffect, useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover, VisuallyHidden } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { MessageState, ReachView } from '#client/bridge/port.ts';
import popover from '#client/ui/popover.module.css';
import type { MessageId, UserId } from '#shared/ids/index.ts';
import styles from './MessageStateMark.module.css';
import people from './PeopleList.module.css';
import { PeopleList } from './PeopleList.tsx';
import { ReachContext } from './reach-context.ts';

const marks = {
  queued: { Icon: Clock, words: 'Waiting to be sent' },
  sent: { Icon: Check, words: 'Sent' },
  delivered: { Icon: CheckCheck, words: 'Delivered' },
  read: { Icon: CheckCheck, words: 'Read' },
  failed: { Icon: CircleAlert, words: 'Not sent' },
} as const;

/** How far an own message came; and, pressed, with whom. */
export function MessageStateMark({
  kind,
  message,
}: {
  readonly kind: MessageState['kind'];
  readonly message: MessageId;
}) {
  const { Icon, words } = marks[kind];
  const context = useContext(ReachContext);
  const drawn = (
    <>
      <Icon size={14} aria-hidden />
      <VisuallyHidden elementType="span">{words}</VisuallyHidden>
    </>
  );
  if (context === undefined || kind === 'queued' || kind === 'failed') {
    return (
      <span className={styles.mark} data-state={kind} title={words}>
        {drawn}
      </span>
    );
  }
  return (
    <DialogTrigger>
      <AriaButton className={clsx(styles.mark, styles.button)} data-state={kind} aria-label={`${words}. By whom?`}>
        {drawn}
      </AriaButton>
      <Popover className={clsx(popover.popover, people.popover)} placement="top end">
        <Dialog className={clsx(people.dialog)} aria-label="Who has this message">
          <Reached message={message} kind={kind} {...context} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Reached({
  conversation,
  message,
  kind,
  nameOf,
}: {
  readonly conversation: Parameters<ReturnType<typeof useCore>['messageReach']>[0];
  readonly message: MessageId;
  /** Asked anew when the mark changes. */
  readonly kind: MessageState['kind'];
  readonly nameOf: (id: UserId) => string;
}) {
  const core = useCore();
  const [reach, setReach] = useState<ReachView>();
  const [problem, setProblem] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes the mark changes the answer
  useEffect(() => {
    let shown = true;
    void core.messageReach(conversation, message).then((answer) => {
      if (!shown) return;
      if (answer.ok) setReach(answer.value);
      else setProblem(`${answer.problem.sentence} ${answer.problem.nextStep}`);
    });
    return () => {
      shown = false;
    };
  }, [core, conversation, message, kind]);
  if (problem !== undefined) return <p className={styles.note}>{problem}</p>;
  if (reach === undefined) return <p className={styles.note}>Looking…</p>;
  const { read, delivered, waiting, tellsRead, tooMany } = reach;
  if (tooMany) return <p className={styles.note}>In conversations of this size nobody confirms messages.</p>;
  return (
    <>
      <PeopleList title="Read" people={read.map(nameOf)} />
      <PeopleList title="Delivered" people={delivered.map(nameOf)} />
      <PeopleList title="Not yet delivered" people={waiting.map(nameOf)} />
      {!tellsRead && <p className={styles.note}>Read receipts are off, so that nobody sees who has read what.</p>}
    </>
  );
}
