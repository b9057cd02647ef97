import { type ReactNode, useMemo, useState } from 'react';
import { useCore, useSession } from '#client/bridge/hooks.ts';
import { permalinkUrl } from '#client/bridge/permalink.ts';
import type { CoreProblem, ThreadId, TimelineKey } from '#client/bridge/port.ts';
import { Confirm } from '#client/ui/Dialog.tsx';
import { say } from '#client/ui/toast.tsx';
import { words } from '#client/words/index.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import type { TextEntry } from '../rows.ts';
import { Reminding } from './Reminding.tsx';

/** What one can do with a message. */
export interface MessageActions {
  readonly retry: (id: MessageId) => void;
  readonly discard: (id: MessageId) => void;
  readonly reply: (id: MessageId) => void;
  /** Asks where to; undefined where the policy forbids it. */
  readonly forward: ((id: MessageId) => void) | undefined;
  readonly edit: (id: MessageId) => void;
  /** Asks first. */
  readonly recall: (id: MessageId) => void;
  /** Ends the sending: of what has not gone nothing stays, so nobody is asked whether they are sure. */
  readonly takeBack: (message: MessageId) => void;
  /** Undefined where the policy does not let the app offer it. */
  readonly copy: ((text: string) => void) | undefined;
  readonly copyLink: (entry: Pick<TextEntry, 'id' | 'named' | 'author'>) => void;
  readonly react: (id: MessageId, emoji: string, on: boolean) => void;
  /** Unpinning can be taken back for a few seconds. */
  readonly pin: (id: MessageId, on: boolean) => void;
  /** For this person only. */
  readonly save: (id: MessageId, on: boolean) => void;
  /** Chooses answers of a poll, by their places; none: takes the vote back. */
  readonly vote: (id: MessageId, chosen: readonly number[]) => void;
  /** Asks first. */
  readonly closePoll: (id: MessageId) => void;
  readonly acknowledge: (id: MessageId) => void;
  /** Asks when. */
  readonly remind: (id: MessageId) => void;
  readonly retryChange: (id: MessageId, change: MessageId) => void;
  readonly undoChange: (id: MessageId, change: MessageId) => void;
  readonly jump: (key: TimelineKey, thread?: ThreadId) => void;
}

/** What is being written about a message. */
export type Writing = { readonly kind: 'reply' | 'edit'; readonly message: MessageId };

type Answer = { readonly ok: true } | { readonly ok: false; readonly problem: CoreProblem };

const tell = (answer: Answer) => {
  if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
};

const copy = (text: string, done = words.messages.copied, next?: string) =>
  void navigator.clipboard.writeText(text).then(
    () => say(done, next),
    () => say(words.messages.notCopied, words.messages.copyByHand),
  );

/** The actions of one conversation's messages, and the question that one of them asks. */
export function useMessageActions(
  conversation: GroupId,
  onWriting: (writing: Writing) => void,
  onJump: (key: TimelineKey, thread?: ThreadId) => void,
  onForward: ((message: MessageId) => void) | undefined,
): { readonly actions: MessageActions; readonly question: ReactNode } {
  const core = useCore();
  const session = useSession();
  const mayCopy = session.kind === 'open' && session.policy.mayCopy;
  const [recalling, setRecalling] = useState<MessageId>();
  const [closing, setClosing] = useState<MessageId>();
  const [reminding, setReminding] = useState<MessageId>();
  const actions = useMemo(
    (): MessageActions => ({
      retry: (id) => void core.retryMessage(conversation, id).then(tell),
      discard: (id) => void core.discardMessage(conversation, id).then(tell),
      reply: (message) => onWriting({ kind: 'reply', message }),
      forward: onForward,
      edit: (message) => onWriting({ kind: 'edit', message }),
      recall: setRecalling,
      takeBack: (id) => void core.recallMessage(conversation, id).then(tell),
      copy: mayCopy ? (text) => copy(text) : undefined,
      copyLink: ({ id, named: message = id, author }) =>
        copy(
          permalinkUrl(window.location.origin, { conversation, author, message }),
          words.messages.linkCopied,
          words.messages.whoCanOpenIt,
        ),
      react: (id, emoji, on) => void core.react(conversation, id, emoji, on).then(tell),
      pin: (id, on) =>
        void core.pin(conversation, id, on).then((answer) => {
          tell(answer);
          if (!answer.ok || on) return;
          const undo = () => void core.pin(conversation, id, true).then(tell);
          say(words.messages.unpinned, undefined, { label: words.messages.undo, run: undo });
        }),
      save: (id, on) =>
        void core.save(conversation, id, on).then((answer) => {
          tell(answer);
          if (!answer.ok) return;
          const undo = () => void core.save(conversation, id, !on).then(tell);
          say(on ? words.messages.savedNow : words.saved.removed, undefined, { label: words.messages.undo, run: undo });
        }),
      vote: (id, chosen) => void core.vote(conversation, id, chosen).then(tell),
      closePoll: setClosing,
      acknowledge: (id) => void core.acknowledge(conversation, id).then(tell),
      remind: setReminding,
      retryChange: (id, change) => void core.retryChange(conversation, id, change).then(tell),
      undoChange: (id, change) => void core.undoChange(conversation, id, change).then(tell),
      jump: onJump,
    }),
    [core, conversation, onWriting, onJump, onForward, mayCopy],
  );
  const close = () => setRecalling(undefined);
  const leaveOpen = () => setClosing(undefined);
  const question =
    reminding !== undefined ? (
      <Reminding conversation={conversation} message={reminding} onClose={() => setReminding(undefined)} />
    ) : closing !== undefined ? (
      <Confirm
        title={words.messages.closeThisPoll}
        isOpen
        confirmLabel={words.messages.closePoll}
        onClose={leaveOpen}
        onConfirm={() => {
          void core.closePoll(conversation, closing).then(tell);
          leaveOpen();
        }}
      >
        <p>{words.messages.pollStaysClosed}</p>
      </Confirm>
    ) : (
      <Confirm
        title={words.messages.recallThis}
        isOpen={recalling !== undefined}
        confirmLabel={words.messages.recallIt}
        danger
        onClose={close}
        onConfirm={() => {
          if (recalling !== undefined) actions.takeBack(recalling);
          close();
        }}
      >
        <p>{words.messages.whatIsRecalled}</p>
      </Confirm>
    );
  return { actions, question };
}
