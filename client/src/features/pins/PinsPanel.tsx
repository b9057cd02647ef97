import { Pin, PinOff } from 'lucide-react';
import { useCore, usePeople } from '#client/bridge/hooks.ts';
import type { ConversationSummary, CoreProblem, PinView, ThreadId, TimelineKey } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { ExcerptHead, ExcerptList, ExcerptRow, ExcerptText } from '#client/ui/Excerpts.tsx';
import { Panel } from '#client/ui/Panel.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { plainWords } from '#client/ui/plain-words.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { Skeleton } from '#client/ui/Skeleton.tsx';
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
        <ExcerptList label={words.pins.title}>
          {pins.map((pin) => (
            <ExcerptRow
              key={pin.message}
              onOpen={() => onJump(pin.key, pin.thread)}
              tools={
                mayUnpin && (
                  <IconButton label={words.messages.unpin} onPress={() => unpin(pin)}>
                    <PinOff size={18} aria-hidden />
                  </IconButton>
                )
              }
            >
              <ExcerptHead by={nameOf(pin.author)} at={pin.saidAt} now={now} />
              <ExcerptText>{plainWords(pin.excerpt)}</ExcerptText>
              <span className={styles.by}>
                <Sentence
                  of={pin.by === me ? words.pins.byYou : words.pins.by}
                  with={{ name: <bdi>{nameOf(pin.by)}</bdi> }}
                />
              </span>
            </ExcerptRow>
          ))}
        </ExcerptList>
      )}
    </Panel>
  );
}
