import clsx from 'clsx';
import { Ellipsis, SmilePlus } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { IconButton } from '#client/ui/Button.tsx';
import { EmojiPicker } from '#client/ui/EmojiPicker.tsx';
import popover from '#client/ui/popover.module.css';
import { words } from '#client/words/index.ts';
import styles from '../reactions/reactions.module.css';
import message from './message.module.css';

/** What people react with the most. */
const QUICK = ['👍', '❤️', '😂', '🎉', '👀', '🙏'] as const;

/** Six reactions at hand, and all others behind one more press. */
export function ReactButton({
  isOpen,
  onOpenChange,
  onPick,
}: {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onPick: (emoji: string) => void;
}) {
  const [all, setAll] = useState(false);
  const change = (open: boolean) => {
    onOpenChange(open);
    setAll(false);
  };
  const pick = (emoji: string) => {
    change(false);
    onPick(emoji);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={change}>
      <IconButton label={words.messages.react} placement="top">
        <SmilePlus size={17} aria-hidden />
      </IconButton>
      <Popover placement="top end" className={clsx(popover.popover, message.popover)}>
        <Dialog aria-label={words.messages.react} className={clsx(message.dialog)}>
          {all ? (
            <EmojiPicker onPick={pick} />
          ) : (
            <div className={styles.quicks}>
              {QUICK.map((emoji, nth) => (
                <AriaButton
                  key={emoji}
                  aria-label={words.messages.quick[emoji]}
                  autoFocus={nth === 0}
                  className={clsx(styles.quick)}
                  onPress={() => pick(emoji)}
                >
                  <span aria-hidden>{emoji}</span>
                </AriaButton>
              ))}
              <AriaButton
                aria-label={words.messages.otherEmoji}
                className={clsx(styles.quick)}
                onPress={() => setAll(true)}
              >
                <Ellipsis size={18} aria-hidden />
              </AriaButton>
            </div>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
