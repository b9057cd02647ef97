import clsx from 'clsx';
import { Pin, PinOff } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useCore, usePeople } from '#client/bridge/hooks.ts';
import type { ConversationSummary, CoreProblem, PinView, ThreadId, TimelineKey } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { Panel } from '#client/ui/Panel.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { plainWords } from '#client/ui/plain-words.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { fullTime, shortTime } from '#client/ui/time.ts';
import { say } from '#client/ui/toast.tsx';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './pins.module.css';
import { usePins } from './use-pins.ts';

const tell = (answer: { readonly ok: true } | { readonly ok: false; readonly problem: CoreProblem }) => {
  if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
};

/** All that is pinned in a conversation, the newest pin first. */
export function PinsPanel({
  conversation,
  me,
  onJump,
  onClose,
}: {
  readonly conversation: ConversationSummary;
  readonly me: UserId;
  readonly onJump: (key: TimelineKey, thread?: ThreadId) => void;
  readonly onClose: () => void;
}) {
  const core = useCore();
  const people = usePeople();
  const now = useNow(60_000);
  const { pins, problem } = usePins(conversation);
  const { id, room, state } = conversation;
  const mayUnpin = room?.mayWrite !== false && (state.kind === 'ready' || state.kind === 'setting-up');
  const nameOf = (user: UserId) => plainName(people.find((one) => one.id === user)?.name ?? words.shared.somebody);
  const unpin = ({ message }: PinView) =>
    void core.pin(id, message, false).then((answer) => {
      tell(answer);
      if (!answer.ok) return;
      const undo = () => void core.pin(id, message, true).then(tell);
      say(words.messages.unpinned, undefined, { label: words.shared.undo, run: undo });
    });
  return (
    <Panel title={words.pins.title} onClose={onClose}>
      {problem !== undefined && <Problem problem={problem} />}
      {pins === undefined && problem === undefined && <Skeleton label={words.pins.reading} rows={3} />}
      {pins?.length === 0 && (
        <EmptyState icon={<Pin size={28} aria-hidden />} title={words.pins.empty}>
          {words.pins.howTo}
        </EmptyState>
      )}
      {pins !== undefined && pins.length > 0 && (
        <ul className={styles.list} aria-label={words.pins.title}>
          {pins.map((pin) => (
            <li key={pin.message} className={styles.item}>
              <AriaButton className={clsx(styles.pin)} onPress={() => onJump(pin.key, pin.thread)}>
                <span className={styles.line}>
                  <bdi className={styles.author}>{nameOf(pin.author)}</bdi>
                  <time
                    className={styles.time}
                    dateTime={new Date(pin.saidAt).toISOString()}
                    title={fullTime(pin.saidAt)}
                  >
                    {shortTime(pin.saidAt, now)}
                  </time>
                </span>
                <span className={styles.excerpt} dir="auto">
                  {plainWords(pin.excerpt)}
                </span>
                <span className={styles.by}>
                  <Sentence
                    of={pin.by === me ? words.pins.byYou : words.pins.by}
                    with={{ name: <bdi>{nameOf(pin.by)}</bdi> }}
                  />
                </span>
              </AriaButton>
              {mayUnpin && (
                <span className={styles.unpin}>
                  <IconButton label={words.messages.unpin} onPress={() => unpin(pin)}>
                    <PinOff size={16} aria-hidden />
                  </IconButton>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
