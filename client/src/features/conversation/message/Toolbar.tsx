import {
  BellPlus,
  Bookmark,
  BookmarkX,
  ChartBarBig,
  Copy,
  CornerUpLeft,
  Ellipsis,
  Forward,
  Link,
  MessagesSquare,
  Pencil,
  Pin,
  PinOff,
  SmilePlus,
  Undo2,
} from 'lucide-react';
import { use } from 'react';
import { IconButton } from '#client/ui/Button.tsx';
import { MenuButton, MenuItem, MenuLine } from '#client/ui/Menu.tsx';
import { words } from '#client/words/index.ts';
import { PeopleContext } from '../markdown/Mention.tsx';
import { isOver } from '../polls/poll-words.ts';
import type { TextEntry } from '../rows.ts';
import { ThreadsContext } from '../threads-context.ts';
import styles from './message.module.css';
import { ReactButton } from './ReactButton.tsx';
import type { MessageActions } from './use-message-actions.tsx';

/** Which of its parts is open. */
export type Open = 'menu' | 'react' | undefined;

/** What one can do with one message: at hand, and all of it in a menu. */
export function Toolbar({
  entry,
  pinned,
  saved,
  actions,
  mayWrite,
  open,
  onOpen,
}: {
  readonly entry: TextEntry;
  readonly pinned: boolean;
  readonly saved: boolean;
  readonly actions: MessageActions;
  /** Whether this person may write words here. */
  readonly mayWrite: boolean;
  readonly open: Open;
  readonly onOpen: (open: Open) => void;
}) {
  const threads = use(ThreadsContext);
  const moderates = use(PeopleContext)?.moderates === true;
  const { id, mine, text, thread, timer, editUntil = 0, recallUntil = 0, poll, reactions = [], state } = entry;
  const now = Date.now();
  const waits = state?.kind === 'queued';
  const mayEdit = mine && mayWrite && !keepsWords(entry) && (waits || now < editUntil);
  const mayClose = poll !== undefined && !waits && (mine || moderates) && !isOver(poll, now);
  const mayRecall = mine && (waits || now < recallUntil);
  // Nothing is said under what has not been sent.
  const openThread =
    threads === undefined || thread === undefined || waits || !mayWrite ? undefined : () => threads.open(thread);
  const react = (emoji: string) => actions.react(id, emoji, !reactions.some((one) => one.emoji === emoji && one.mine));
  return (
    <div className={styles.toolbar}>
      <ReactButton
        isOpen={open === 'react'}
        onOpenChange={(isOpen) => onOpen(isOpen ? 'react' : undefined)}
        onPick={react}
      />
      {mayWrite && (
        <IconButton label={words.messages.reply} placement="top" onPress={() => actions.reply(id)}>
          <CornerUpLeft size={17} aria-hidden />
        </IconButton>
      )}
      {openThread !== undefined && (
        <IconButton label={words.messages.replyInThread} placement="top" onPress={openThread}>
          <MessagesSquare size={17} aria-hidden />
        </IconButton>
      )}
      <MenuButton
        label={words.messages.more}
        icon={<Ellipsis size={17} aria-hidden />}
        isOpen={open === 'menu'}
        onOpenChange={(isOpen) => onOpen(isOpen ? 'menu' : undefined)}
      >
        <MenuItem icon={<SmilePlus size={16} aria-hidden />} onAction={() => onOpen('react')}>
          {words.messages.react}
        </MenuItem>
        {mayWrite && (
          <MenuItem icon={<CornerUpLeft size={16} aria-hidden />} onAction={() => actions.reply(id)}>
            {words.messages.reply}
          </MenuItem>
        )}
        {openThread !== undefined && (
          <MenuItem icon={<MessagesSquare size={16} aria-hidden />} onAction={openThread}>
            {words.messages.replyInThread}
          </MenuItem>
        )}
        {actions.forward !== undefined && !waits && timer === undefined && (
          <MenuItem icon={<Forward size={16} aria-hidden />} onAction={() => actions.forward?.(id)}>
            {words.messages.forward}
          </MenuItem>
        )}
        {mayEdit && (
          <MenuItem icon={<Pencil size={16} aria-hidden />} onAction={() => actions.edit(id)}>
            {words.messages.edit}
          </MenuItem>
        )}
        {mayClose && (
          <MenuItem icon={<ChartBarBig size={16} aria-hidden />} onAction={() => actions.closePoll(id)}>
            {words.messages.closePoll}
          </MenuItem>
        )}
        {actions.copy !== undefined && text !== '' && (
          <MenuItem icon={<Copy size={16} aria-hidden />} onAction={() => actions.copy?.(text)}>
            {words.messages.copyText}
          </MenuItem>
        )}
        {!waits && (
          <MenuItem icon={<Link size={16} aria-hidden />} onAction={() => actions.copyLink(entry)}>
            {words.messages.copyLink}
          </MenuItem>
        )}
        {mayWrite && !waits && (
          <MenuItem
            icon={pinned ? <PinOff size={16} aria-hidden /> : <Pin size={16} aria-hidden />}
            onAction={() => actions.pin(id, !pinned)}
          >
            {pinned ? words.messages.unpin : words.messages.pin}
          </MenuItem>
        )}
        {!waits && (
          <MenuItem
            icon={saved ? <BookmarkX size={16} aria-hidden /> : <Bookmark size={16} aria-hidden />}
            onAction={() => actions.save(id, !saved)}
          >
            {saved ? words.saved.remove : words.messages.save}
          </MenuItem>
        )}
        {!waits && (
          <MenuItem icon={<BellPlus size={16} aria-hidden />} onAction={() => actions.remind(id)}>
            {words.messages.remind}
          </MenuItem>
        )}
        {mayRecall && <MenuLine />}
        {mayRecall && (
          <MenuItem icon={<Undo2 size={16} aria-hidden />} onAction={() => actions.recall(id)}>
            {words.messages.recall}
          </MenuItem>
        )}
      </MenuButton>
    </div>
  );
}

/** Whether a message is never edited: somebody else's words, and what people answer to. */
function keepsWords({ forwarded, poll, urgency }: TextEntry): boolean {
  return forwarded !== undefined || poll !== undefined || urgency?.acknowledge === true;
}
