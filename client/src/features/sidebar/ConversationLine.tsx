import { memo, useState } from 'react';
import type { ConversationSummary } from '#client/bridge/port.ts';
import styles from './ConversationLink.module.css';
import { ConversationLink } from './ConversationLink.tsx';
import { ConversationMenu } from './ConversationMenu.tsx';

export interface ConversationLineProps {
  readonly conversation: ConversationSummary;
  /** Who said the newest words, where that is not clear. */
  readonly speaker: string | undefined;
  readonly href: string;
  /** Told from above: asked for here, each way that is gone would draw every line anew. */
  readonly current: boolean;
  /** Stays the same function, so that a line is drawn again only when its conversation has changed. */
  readonly onLeave: (id: ConversationSummary['id']) => void;
}

/** One conversation in the sidebar with its menu: by its button, a right click, or the keyboard's menu key. */
export const ConversationLine = memo(function ConversationLine({
  conversation,
  speaker,
  href,
  current,
  onLeave,
}: ConversationLineProps) {
  const [open, setOpen] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu has a button too; this is the other way to it
    <div
      className={styles.row}
      data-menu={open || undefined}
      onContextMenu={(event) => {
        event.preventDefault();
        setOpen(true);
      }}
    >
      <ConversationLink conversation={conversation} speaker={speaker} href={href} current={current} />
      <span className={styles.menu}>
        <ConversationMenu
          conversation={conversation}
          onLeave={() => onLeave(conversation.id)}
          isOpen={open}
          onOpenChange={setOpen}
        />
      </span>
    </div>
  );
});
