import clsx from 'clsx';
import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import { useContext, useEffect, useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover, VisuallyHidden } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { MessageState, ReachView } from '#client/bridge/port.ts';
import popover from '#client/ui/popover.module.css';
import { words } from '#client/words/index.ts';
import type { MessageId, UserId } from '#shared/ids/index.ts';
import styles from './MessageStateMark.module.css';
import people from './PeopleList.module.css';
import { PeopleList } from './PeopleList.tsx';
import { ReachContext } from './reach-context.ts';

const icons = { queued: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert } as const;

/** How far an own message came; and, pressed, with whom. */
export function MessageStateMark({
  kind,
  message,
}: {
  readonly kind: MessageState['kind'];
  readonly message: MessageId;
}) {
  const Icon = icons[kind];
  const said = words.messages.states[kind];
  const context = useContext(ReachContext);
  const drawn = (
    <>
      <Icon size={14} aria-hidden />
      <VisuallyHidden elementType="span">{said}</VisuallyHidden>
    </>
  );
  if (context === undefined || kind === 'queued' || kind === 'failed') {
    return (
      <span className={styles.mark} data-state={kind} title={said}>
        {drawn}
      </span>
    );
  }
  return (
    <DialogTrigger>
      <AriaButton
        className={clsx(styles.mark, styles.button)}
        data-state={kind}
        aria-label={words.messages.byWhom(said)}
      >
        {drawn}
      </AriaButton>
      <Popover className={clsx(popover.popover, people.popover)} placement="top end">
        <Dialog className={clsx(people.dialog)} aria-label={words.messages.whoHasIt}>
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
  const said = words.messages;
  if (reach === undefined) return <p className={styles.note}>{said.looking}</p>;
  const { read, delivered, waiting, tellsRead, tooMany } = reach;
  if (tooMany) return <p className={styles.note}>{said.tooMany}</p>;
  return (
    <>
      <PeopleList title={said.states.read} people={read.map(nameOf)} />
      <PeopleList title={said.states.delivered} people={delivered.map(nameOf)} />
      <PeopleList title={said.notDelivered} people={waiting.map(nameOf)} />
      {!tellsRead && <p className={styles.note}>{said.receiptsOff}</p>}
    </>
  );
}
