import clsx from 'clsx';
import { CheckCheck, CircleAlert, TriangleAlert } from 'lucide-react';
import { use } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { AcknowledgedView, UrgencyView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import popover from '#client/ui/popover.module.css';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { PeopleContext } from '../markdown/Mention.tsx';
import people from '../PeopleList.module.css';
import { PeopleList } from '../PeopleList.tsx';
import styles from './urgency.module.css';

/** How much a message matters, as its author says. */
export function UrgencyMark({ level }: { readonly level: UrgencyView['level'] }) {
  return level === 'urgent' ? (
    <span className={styles.urgent}>
      <TriangleAlert size={12} aria-hidden />
      {words.messages.urgent}
    </span>
  ) : (
    <span className={styles.important}>
      <CircleAlert size={12} aria-hidden />
      {words.messages.important}
    </span>
  );
}

/** Who has acknowledged a message and who has not, and the way to do it. Whoever has left is not waited for. */
export function Acknowledgements({
  acknowledged: { by, asked, mine },
  isMine,
  isDisabled,
  nameOf,
  onAcknowledge,
}: {
  readonly acknowledged: AcknowledgedView;
  readonly isMine: boolean;
  readonly isDisabled: boolean;
  readonly nameOf: (id: UserId) => string;
  readonly onAcknowledge: () => void;
}) {
  const members = use(PeopleContext)?.members ?? asked;
  const missing = asked.filter((user) => members.includes(user) && !by.includes(user));
  const count = by.length + missing.length;
  return (
    <div className={styles.acknowledged}>
      {!isMine && !mine && (
        <Button size="s" isDisabled={isDisabled} icon={<CheckCheck size={14} aria-hidden />} onPress={onAcknowledge}>
          {words.messages.acknowledge}
        </Button>
      )}
      {mine && (
        <span className={styles.done}>
          <CheckCheck size={14} aria-hidden />
          {words.messages.youAcknowledged}
        </span>
      )}
      {count > 0 && (
        <DialogTrigger>
          <AriaButton className={clsx(styles.who)}>
            {missing.length === 0 ? words.messages.allAcknowledged : words.messages.someAcknowledged(by.length, count)}
          </AriaButton>
          <Popover className={clsx(popover.popover, people.popover)} placement="top start">
            <Dialog className={clsx(people.dialog)} aria-label={words.messages.whoAcknowledged}>
              <PeopleList title={words.messages.acknowledged} people={by.map(nameOf)} />
              <PeopleList title={words.messages.notYet} people={missing.map(nameOf)} />
            </Dialog>
          </Popover>
        </DialogTrigger>
      )}
    </div>
  );
}
