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

const levels: readonly { readonly value: NotifyLevel; readonly label: string }[] = [
  { value: 'everything', label: 'Everything' },
  { value: 'mentions', label: 'Mentions of you' },
  { value: 'nothing', label: 'Nothing' },
];

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
  const { id, preferences, unread, state } = conversation;
  const name = plainName(conversation.title);
  const decide = (change: Partial<ConversationPreferences>, done?: { said: string; undo: () => void }) =>
    void core.setPreferences(id, change).then((answer) => {
      if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
      else if (done !== undefined) say(done.said, undefined, { label: 'Undo', run: done.undo });
    });
  const read = () =>
    void core.markRead(id).then((answer) => {
      if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
      else say(`${name} is marked as read.`, undefined, { label: 'Undo', run: () => decide({ markedUnread: true }) });
    });
  const { favourite, muted, archived, level, markedUnread } = preferences;
  const [forgetting, setForgetting] = useState(false);
  const forget = useAction(
    () => core.forgetConversation(id),
    () => {
      setForgetting(false);
      onLeave?.();
      say(`What this device had of ${name} is deleted.`);
    },
  );
  const over = state.kind === 'left' || state.kind === 'removed' || state.kind === 'broken' || state.kind === 'deleted';
  return (
    <>
      <MenuButton label={`Options for ${name}`} icon={<Ellipsis size={18} aria-hidden />} {...open}>
        {first}
        <MenuItem
          icon={favourite ? <StarOff size={16} aria-hidden /> : <Star size={16} aria-hidden />}
          onAction={() => decide({ favourite: !favourite })}
        >
          {favourite ? 'Remove from favourites' : 'Add to favourites'}
        </MenuItem>
        {unread > 0 || markedUnread ? (
          <MenuItem icon={<MailOpen size={16} aria-hidden />} onAction={read}>
            Mark as read
          </MenuItem>
        ) : (
          <MenuItem
            icon={<Mail size={16} aria-hidden />}
            onAction={() => {
              decide({ markedUnread: true });
              onLeave?.();
            }}
          >
            Mark as unread
          </MenuItem>
        )}
        <MenuItem
          icon={muted ? <Bell size={16} aria-hidden /> : <BellOff size={16} aria-hidden />}
          onAction={() =>
            decide(
              { muted: !muted },
              { said: muted ? `${name} is no longer muted.` : `${name} is muted.`, undo: () => decide({ muted }) },
            )
          }
        >
          {muted ? 'Unmute' : 'Mute'}
        </MenuItem>
        <MenuItem
          icon={archived ? <ArchiveRestore size={16} aria-hidden /> : <Archive size={16} aria-hidden />}
          onAction={() => {
            decide(
              { archived: !archived },
              {
                said: archived ? `${name} is back in the list.` : `${name} is archived.`,
                undo: () => decide({ archived }),
              },
            );
            if (!archived) onLeave?.();
          }}
        >
          {archived ? 'Take out of the archive' : 'Archive'}
        </MenuItem>
        {over && (
          <MenuItem icon={<Trash2 size={16} aria-hidden />} onAction={() => setForgetting(true)}>
            Delete from this device
          </MenuItem>
        )}
        <MenuLine />
        <MenuChoice
          title="Notify me of"
          options={levels}
          value={level}
          onChange={(chosen) => decide({ level: chosen })}
        />
      </MenuButton>
      <Confirm
        title={`Delete ${name} from this device?`}
        isOpen={forgetting}
        confirmLabel="Delete"
        danger
        isPending={forget.pending}
        onConfirm={() => forget.run()}
        onClose={() => setForgetting(false)}
      >
        <p>
          What you received here is deleted from this device and cannot be brought back. Others keep what they have.
        </p>
        <Problem problem={forget.problem} />
      </Confirm>
    </>
  );
}
