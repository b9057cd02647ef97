import { useState } from 'react';
import { faceOf } from '#client/bridge/face.ts';
import { useConversations, useCore, useMessage, usePeople } from '#client/bridge/hooks.ts';
import type { ConversationSummary, ThreadId } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { PickList } from '#client/ui/PickList.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { plainWords } from '#client/ui/plain-words.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import styles from './forward.module.css';

/** So many conversations get a message at once. */
const MOST = 20;

/** Whether this person can write into a conversation. */
function isOpen({ state, room }: ConversationSummary): boolean {
  return (state.kind === 'ready' || state.kind === 'setting-up') && room?.mayWrite !== false;
}

/** Where a message is to be passed on to, and what to say to it. */
export function ForwardDialog({
  conversation,
  thread,
  message,
  onClose,
}: {
  readonly conversation: GroupId;
  /** The thread that is open: its messages may stand there only. */
  readonly thread: ThreadId | undefined;
  readonly message: MessageId;
  readonly onClose: () => void;
}) {
  const core = useCore();
  const people = usePeople();
  const conversations = useConversations();
  const inRoom = useMessage(conversation, message);
  const inThread = useMessage(thread === undefined ? conversation : `${conversation}/${thread}`, message);
  const original = inRoom ?? inThread;
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [comment, setComment] = useState('');
  const open = conversations.filter(isOpen).sort((left, right) => right.lastAt - left.lastAt);
  const targets = open.filter(({ id }) => picked.has(id));
  const forward = useAction(
    () =>
      core.forwardMessage(
        conversation,
        message,
        targets.map(({ id }) => id),
        comment.trim(),
      ),
    () => {
      onClose();
      const [only] = targets;
      say(
        targets.length === 1 && only !== undefined
          ? words.forward.forwarded(plainName(only.title))
          : words.forward.forwardedTo(targets.length),
      );
    },
  );
  // It was recalled meanwhile.
  const gone = original === undefined || original.recalledAt !== undefined;
  const tooMany = picked.size > MOST;
  const author = people.find(({ id }) => id === (original?.forwarded ?? original)?.author);
  return (
    <Dialog
      title={words.forward.title}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={gone || tooMany || targets.length === 0}
          isPending={forward.pending}
          onPress={() => forward.run()}
        >
          {targets.length > 1 ? words.forward.forwardTo(targets.length) : words.forward.forward}
        </Button>
      }
    >
      {!gone && (
        <p className={styles.excerpt}>
          <bdi className={styles.author}>{plainName(author?.name ?? words.shared.somebody)}</bdi>:{' '}
          <span dir="auto">{plainWords(original.text)}</span>
        </p>
      )}
      <PickList
        label={words.forward.conversations}
        mode="many"
        options={open.map((one) => ({
          id: one.id,
          name: plainName(one.title),
          hint: one.kind === 'direct' ? words.conversation.direct : words.forward.room(one.members.length),
          face: faceOf(one),
        }))}
        picked={picked}
        onPick={setPicked}
        nothing={words.forward.nothing}
      />
      <Field label={words.forward.comment} value={comment} onChange={setComment} maxLength={2_000} />
      <p className={styles.hint}>
        {words.forward.whatIsSeen}
        {original?.poll !== undefined && ` ${words.forward.ofAPoll}`}
      </p>
      <Problem
        problem={
          gone
            ? { sentence: words.forward.gone, nextStep: words.forward.chooseAnother }
            : tooMany
              ? { sentence: words.forward.tooMany(MOST), nextStep: words.forward.takeSomeOut }
              : forward.problem
        }
      />
    </Dialog>
  );
}
