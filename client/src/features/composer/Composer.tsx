import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FilesToSend } from '#client/bridge/files.ts';
import { useCore, useEntriesNow, useLater, useMessage, usePeople } from '#client/bridge/hooks.ts';
import type {
  ConversationSummary,
  DraftView,
  MentionSpan,
  ThreadId,
  TimerView,
  UrgencyView,
  When,
} from '#client/bridge/port.ts';
import { timelineIdOf } from '#client/bridge/snapshots.ts';
import { Checkbox } from '#client/ui/Checkbox.tsx';
import { filesWords } from '#client/ui/files-words.ts';
import { plainName } from '#client/ui/plain-name.ts';
import { withoutMarks } from '#client/ui/without-marks.ts';
import { words } from '#client/words/index.ts';
import type { MessageId } from '#shared/ids/index.ts';
import { About } from './About.tsx';
import styles from './Composer.module.css';
import { ComposerBox } from './ComposerBox.tsx';
import type { MentionChoice } from './use-mention-list.ts';
import { allSnippets } from './use-snippet-list.ts';
import { isSame } from './written.ts';

/** Why nothing can be written here, or undefined when it can. */
function closedWords({ state, room }: ConversationSummary): string | undefined {
  if (state.kind === 'ready' && room?.closed === true) {
    return words.composer.closed.closed;
  }
  if (state.kind === 'ready' && room?.mayWrite === false) return words.composer.closed.moderators;
  switch (state.kind) {
    case 'left':
      return words.composer.closed.left;
    case 'removed':
      return words.composer.closed.removed;
    case 'deleted':
      return words.composer.closed.deleted;
    case 'broken':
      return `${state.problem.sentence} ${state.problem.nextStep}`;
    case 'ready':
    case 'setting-up':
    case 're-synchronising':
      return undefined;
  }
}

/** What is being written about a message. */
export type Writing = { readonly kind: 'reply' | 'edit'; readonly message: MessageId };

/** Of an answered message this much is repeated above the answer. */
const EXCERPT = 160;

export interface ComposerProps {
  readonly conversation: ConversationSummary;
  readonly lengthMax: number;
  readonly writing: Writing | undefined;
  readonly onWriting: (writing: Writing | undefined) => void;
  /** For how long the next message stays: null for good, undefined as is usual here. It is asked for anew each time. */
  readonly timer: TimerView | null | undefined;
  /** How much the next message matters; undefined: as usual. */
  readonly urgency: UrgencyView | undefined;
  /** What goes with the next message. */
  readonly files: FilesToSend | undefined;
  /** Words that were chosen elsewhere to be put in; a new object each time. */
  readonly insert?: { readonly text: string } | undefined;
  /** A message was sent. */
  readonly onSent: () => void;
  readonly tools: ReactNode;
  /** What is said above the words besides. */
  readonly note?: ReactNode;
  /** The thread in which one writes, and what one was about to say there. */
  readonly thread?: (DraftView & { readonly id: ThreadId }) | undefined;
}

/** The composer of one conversation; give it the conversation's id as its key. */
export function Composer(props: ComposerProps) {
  const { conversation, lengthMax, writing, onWriting, timer, urgency, onSent, tools, note, thread, insert, files } =
    props;
  const core = useCore();
  const { id, title, kind, members } = conversation;
  const { draft = '', draftMentions, draftFrom, draftElsewhere } = thread ?? conversation;
  const threadId = thread?.id;
  const timeline = timelineIdOf({ conversation: id, ...(threadId === undefined ? {} : { thread: threadId }) });
  const about = useMessage(timeline, writing?.message);
  const entries = useEntriesNow(timeline);
  const [alsoToRoom, setAlsoToRoom] = useState(false);
  const people = usePeople();
  const author = people.find((person) => person.id === about?.author);
  const mentionable = useMemo((): readonly MentionChoice[] => {
    const here = new Set(members);
    const others = people.filter((person) => here.has(person.id) && !person.isMe);
    const choices = others.map((person) => ({ who: person.id, name: plainName(person.name) }));
    if (kind === 'direct' || others.length === 0) return choices;
    const hint = words.conversation.people(others.length);
    return [...choices, { who: 'room', name: 'room', hint }];
  }, [people, members, kind]);
  const gone = writing !== undefined && (about === undefined || about.recalledAt !== undefined);
  // Recalled meanwhile, by another device or its author: nothing of it stays in sight.
  useEffect(() => {
    if (gone) onWriting(undefined);
  }, [gone, onWriting]);
  const [returns, setReturns] = useState(0);
  const stop = useCallback(() => {
    setReturns((times) => times + 1);
    onWriting(undefined);
  }, [onWriting]);
  const reply = writing?.kind === 'reply' && !gone ? writing.message : undefined;
  const options = useCallback(
    (mentions: readonly MentionSpan[]) => ({
      mentions,
      ...(reply === undefined ? {} : { reply }),
      ...(timer === undefined ? {} : { timer }),
      ...(urgency === undefined ? {} : { urgency }),
      ...(threadId === undefined ? {} : { thread: threadId, alsoToRoom }),
    }),
    [reply, timer, urgency, threadId, alsoToRoom],
  );
  const done = useCallback(() => {
    onSent();
    if (reply !== undefined) stop();
    setAlsoToRoom(false);
  }, [onSent, reply, stop]);
  /** What was said before and may still wait for its files: nothing overtakes it. */
  const sending = useRef<Promise<unknown>>(undefined);
  const onSend = useCallback(
    (text: string, mentions: readonly MentionSpan[]) => {
      const [taking, before] = [files?.take(), sending.current];
      const send = async () => {
        const taken = await taking;
        await before;
        if (taken !== undefined && 'problem' in taken) return taken.problem;
        const ids = taken?.ids ?? [];
        // All of them were taken back meanwhile.
        if (taken !== undefined && ids.length === 0 && text === '') return undefined;
        const sent = await core.sendMessage(id, text, {
          ...options(mentions),
          ...(ids.length === 0 ? {} : { files: ids }),
        });
        if (sent.ok) {
          taken?.sent();
          done();
        } else taken?.putBack();
        return sent.ok ? undefined : sent.problem;
      };
      const sent = send();
      sending.current = sent;
      return sent;
    },
    [core, id, options, done, files],
  );
  const { snippets: own, responses } = useLater();
  const snippets = useMemo(() => allSnippets(own, responses), [own, responses]);
  const onLater = useCallback(
    async (text: string, mentions: readonly MentionSpan[], when: When) => {
      const kept = await core.scheduleMessage(id, text, when, options(mentions));
      if (kept.ok) done();
      return kept.ok ? undefined : kept.problem;
    },
    [core, id, options, done],
  );
  const onDraft = useCallback(
    (text: string, mentions: readonly MentionSpan[], from: string | undefined) =>
      void core.saveDraft(id, text, mentions, threadId, from),
    [core, id, threadId],
  );
  const onElsewhere = useCallback(() => void core.dropDraftElsewhere(id, threadId), [core, id, threadId]);
  // Who looks at the room would wait for words that do not come there.
  const onTyping = useCallback(
    (typing: boolean) => threadId === undefined && void core.sayTyping(id, typing),
    [core, id, threadId],
  );
  const onUp = useCallback(() => {
    const now = Date.now();
    const last = entries().findLast(
      (one) => one.kind === 'text' && one.mine && one.recalledAt === undefined && one.state?.kind !== 'failed',
    );
    const isFixed = last?.kind === 'text' && (last.forwarded ?? last.poll ?? last.urgency?.acknowledge) !== undefined;
    const waits = last?.kind === 'text' && last.state?.kind === 'queued' && !isFixed;
    if (last?.kind === 'text' && (waits || now < (last.editUntil ?? 0))) {
      onWriting({ kind: 'edit', message: last.id });
    }
  }, [entries, onWriting]);
  const closed = closedWords(conversation);
  if (closed !== undefined) return <p className={styles.closed}>{closed}</p>;
  const common = {
    lengthMax,
    mentionable,
    ...(threadId === undefined
      ? { label: words.composer.messageTo(plainName(title)), placeholder: words.composer.message(plainName(title)) }
      : { label: words.composer.replyInThread, placeholder: words.composer.reply }),
  };
  if (writing?.kind === 'edit' && about !== undefined && !gone) {
    return (
      <ComposerBox
        key={`edit ${about.id}`}
        {...common}
        isEdit
        draft={about.text}
        draftMentions={about.mentions}
        about={<About kind="edit" onLeave={stop} />}
        onLeave={stop}
        onDraft={keepNothing}
        onSend={async (text, mentions) => {
          const same = isSame({ text, mentions }, { text: about.text, mentions: about.mentions ?? [] });
          const edited = same ? ({ ok: true } as const) : await core.editMessage(id, about.id, text, mentions);
          if (edited.ok) stop();
          return edited.ok ? undefined : edited.problem;
        }}
      />
    );
  }
  return (
    <ComposerBox
      key="new"
      {...common}
      draft={draft}
      draftMentions={draftMentions}
      draftFrom={draftFrom}
      elsewhere={draftElsewhere}
      onElsewhere={onElsewhere}
      focusOn={reply ?? (returns > 0 ? `back ${returns}` : threadId !== undefined && !isTouch ? 'opened' : undefined)}
      tools={tools}
      about={
        <>
          {note}
          {reply !== undefined && about !== undefined && (
            <About
              kind="reply"
              author={about.mine ? words.composer.yourself : plainName(author?.name ?? words.shared.somebody)}
              excerpt={withoutMarks(about.text.slice(0, EXCERPT)) || filesWords(about)}
              onLeave={stop}
            />
          )}
        </>
      }
      onLeave={reply === undefined ? undefined : stop}
      onUp={reply === undefined ? onUp : undefined}
      onSend={onSend}
      // What waits for its time goes without files.
      onLater={files === undefined ? onLater : undefined}
      hasFiles={files !== undefined}
      snippets={snippets}
      insert={insert}
      onDraft={onDraft}
      onTyping={onTyping}
      below={
        threadId !== undefined && (
          <Checkbox value={alsoToRoom} onChange={setAlsoToRoom}>
            {kind === 'room' ? words.composer.alsoToRoom : words.composer.alsoToConversation}
          </Checkbox>
        )
      }
    />
  );
}

/** With a finger, a keyboard that comes up unasked would hide what one came to read. */
const isTouch = matchMedia('(pointer: coarse)').matches;

/** An edit is of a message that is there; it is no draft. */
function keepNothing(): void {}
