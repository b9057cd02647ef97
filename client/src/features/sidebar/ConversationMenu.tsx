import { Archive, ArchiveRestore, Bell, BellOff, Ellipsis, Mail, MailOpen, Star, StarOff, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { ConversationPreferences, ConversationSummary, NotifyLevel } from '#client/bridge/port.ts';
import { Confirm } from '#client/ui/Dialog.tsx';
import { MenuButton, MenuChoice, MenuItem, MenuLine } from '#client/ui/Menu.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';

const levels: readonly NotifyLevel[] = ['everything', 'mentions', 'nothing'];

export interface ConversationMenuProps {
  readonly conversation: ConversationSummary;
  /** It was put away, or marked as unread, to come back to: whoever looks at it now wants to leave it. */
  readonly onLeave?: () => void;
  /** What stands before it in the menu. */
  readonly first?: ReactNode;
  readonly isOpen?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** What a person decides for one conversation. */
export function ConversationMenu({ conversation, onLeave, first, ...open }: ConversationMenuProps) {
  const core = useCore();
  const { id, preferences, unread, newReplies, state } = conversation;
  const name = plainName(conversation.title);
  const said = words.sidebar.menu;
  const decide = (change: Partial<ConversationPreferences>, done?: { said: string; undo: () => void }) =>
    void core.setPreferences(id, change).then((answer) => {
      if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
      else if (done !== undefined) say(done.said, undefined, { label: words.shared.undo, run: done.undo });
    });
  const read = () =>
    void core.markRead(id).then((answer) => {
      if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
      else
        say(said.markedRead(name), undefined, { label: words.shared.undo, run: () => decide({ markedUnread: true }) });
    });
  const { favourite, muted, archived, level, markedUnread } = preferences;
  const [forgetting, setForgetting] = useState(false);
  const forget = useAction(
    () => core.forgetConversation(id),
    () => {
      setForgetting(false);
      onLeave?.();
      say(said.forgotten(name));
    },
  );
  const over = state.kind === 'left' || state.kind === 'removed' || state.kind === 'broken' || state.kind === 'deleted';
  return (
    <>
      <MenuButton label={said.options(name)} icon={<Ellipsis size={18} aria-hidden />} {...open}>
        {first}
        <MenuItem
          icon={favourite ? <StarOff size={16} aria-hidden /> : <Star size={16} aria-hidden />}
          onAction={() => decide({ favourite: !favourite })}
        >
          {favourite ? said.unfavour : said.favour}
        </MenuItem>
        {unread > 0 || newReplies !== undefined || markedUnread ? (
          <MenuItem icon={<MailOpen size={16} aria-hidden />} onAction={read}>
            {said.markRead}
          </MenuItem>
        ) : (
          <MenuItem
            icon={<Mail size={16} aria-hidden />}
            onAction={() => {
              decide({ markedUnread: true });
              onLeave?.();
            }}
          >
            {said.markUnread}
          </MenuItem>
        )}
        <MenuItem
          icon={muted ? <Bell size={16} aria-hidden /> : <BellOff size={16} aria-hidden />}
          onAction={() =>
            decide(
              { muted: !muted },
              { said: muted ? said.unmuted(name) : said.muted(name), undo: () => decide({ muted }) },
            )
          }
        >
          {muted ? said.unmute : said.mute}
        </MenuItem>
        <MenuItem
          icon={archived ? <ArchiveRestore size={16} aria-hidden /> : <Archive size={16} aria-hidden />}
          onAction={() => {
            decide(
              { archived: !archived },
              {
                said: archived ? said.unarchived(name) : said.archived(name),
                undo: () => decide({ archived }),
              },
            );
            if (!archived) onLeave?.();
          }}
        >
          {archived ? said.unarchive : said.archive}
        </MenuItem>
        {over && (
          <MenuItem icon={<Trash2 size={16} aria-hidden />} onAction={() => setForgetting(true)}>
            {said.forget}
          </MenuItem>
        )}
        <MenuLine />
        <MenuChoice
          title={said.notifyOf}
          options={levels.map((value) => ({ value, label: said.levels[value] }))}
          value={level}
          onChange={(chosen) => decide({ level: chosen })}
        />
      </MenuButton>
      <Confirm
        title={said.forgetTitle(name)}
        isOpen={forgetting}
        confirmLabel={said.forgetNow}
        danger
        isPending={forget.pending}
        onConfirm={() => forget.run()}
        onClose={() => setForgetting(false)}
      >
        <p>{said.forgetWarning}</p>
        <Problem problem={forget.problem} />
      </Confirm>
    </>
  );
}
