import clsx from 'clsx';
import { useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { VersionView } from '#client/bridge/port.ts';
import { plainText } from '#client/ui/plain-text.ts';
import popover from '#client/ui/popover.module.css';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { fullTime } from '#client/ui/time.ts';
import { words } from '#client/words/index.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import styles from './message.module.css';

type History = readonly VersionView[] | 'none' | undefined;

/** Says that a message was edited, and shows what it said before. */
export function EditedMark({
  conversation,
  message,
  at,
}: {
  readonly conversation: GroupId;
  readonly message: MessageId;
  readonly at: number;
}) {
  const core = useCore();
  const [history, setHistory] = useState<History>();
  const open = (isOpen: boolean) => {
    if (!isOpen) return;
    setHistory(undefined);
    void core.messageHistory(conversation, message).then((answer) => setHistory(answer.ok ? answer.value : 'none'));
  };
  return (
    <DialogTrigger onOpenChange={open}>
      <AriaButton className={clsx(styles.edited)} aria-label={words.messages.editedAt(fullTime(at))}>
        {words.messages.editedMark}
      </AriaButton>
      <Popover placement="bottom start" className={clsx(popover.popover, styles.popover)}>
        <Dialog className={clsx(styles.dialog, styles.history)}>
          <Heading slot="title" level={3} className={clsx(styles.historyTitle)}>
            {words.messages.earlierVersions}
          </Heading>
          {history === undefined ? (
            <Skeleton label={words.messages.lookingThemUp} rows={2} />
          ) : history === 'none' ? (
            <p className={styles.version}>{words.messages.versionsGone}</p>
          ) : (
            <ol>
              {history
                .slice(0, -1)
                .reverse()
                .map((version) => (
                  <li key={`${version.at} ${version.text}`} className={styles.version}>
                    <time dateTime={new Date(version.at).toISOString()}>{fullTime(version.at)}</time>
                    <p dir="auto">{plainText(version.text)}</p>
                  </li>
                ))}
            </ol>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
