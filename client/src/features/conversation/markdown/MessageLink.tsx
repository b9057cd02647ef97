import { ExternalLink } from 'lucide-react';
import { type ReactNode, useContext, useState } from 'react';
import { Button } from '#client/ui/Button.tsx';
import { CopyButton } from '#client/ui/CopyButton.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Sentence } from '#client/ui/Sentence.tsx';
import { words } from '#client/words/index.ts';
import { PermalinkContext } from '../permalink-context.ts';
import { type LinkTarget, saysItsTarget } from './link-target.ts';
import styles from './Markdown.module.css';

export interface MessageLinkProps {
  readonly target: LinkTarget;
  /** What the link says, as text. */
  readonly words: string;
  readonly children: ReactNode;
}

/**
 * A link that somebody sent. One whose words are its address opens; one that says something else names the place beside
 * itself and shows the whole address before it opens. One to a message goes there, inside the app.
 */
export function MessageLink({ target, words: said, children }: MessageLinkProps) {
  const [asking, setAsking] = useState(false);
  const ways = useContext(PermalinkContext);
  const permalink = ways?.parse(target.href);
  const honest = saysItsTarget(said, target) && target.warnings.every((warning) => warning === 'not-encrypted');
  if (ways !== undefined && permalink !== undefined) {
    const title = ways.titleOf(permalink);
    return (
      <a
        href={target.href}
        rel="noopener noreferrer nofollow"
        onClick={(event) => {
          // With a key that asks for a tab of its own, it gets one: the app opens there.
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          ways.follow(permalink);
        }}
      >
        <bdi>
          {honest && title !== undefined
            ? 'room' in permalink
              ? title
              : words.conversation.messageIn(title)
            : children}
        </bdi>
      </a>
    );
  }
  return (
    <>
      <a
        href={target.href}
        // The page that opens must learn neither where its reader came from nor get a hold on this window.
        target="_blank"
        rel="noopener noreferrer nofollow"
        onClick={(event) => {
          if (honest) return;
          event.preventDefault();
          setAsking(true);
        }}
        onAuxClick={(event) => {
          if (honest) return;
          event.preventDefault();
          setAsking(true);
        }}
      >
        <bdi>{children}</bdi>
      </a>
      {!honest && (
        <span className={styles.place}>
          {' '}
          (<bdi>{target.place}</bdi>)
        </span>
      )}
      {asking && (
        <Dialog
          title={words.conversation.openLink}
          isOpen
          onClose={() => setAsking(false)}
          actions={
            <>
              <CopyButton text={target.href} label={words.conversation.copyAddress} />
              <Button
                variant="primary"
                icon={<ExternalLink size={16} aria-hidden />}
                onPress={() => {
                  window.open(target.href, '_blank', 'noopener,noreferrer');
                  setAsking(false);
                }}
              >
                {words.conversation.open}
              </Button>
            </>
          }
        >
          <p>
            <Sentence
              of={words.conversation.leadsTo}
              with={{ place: <strong className={styles.target}>{target.place}</strong> }}
            />
          </p>
          <code className={styles.address}>{target.href}</code>
          {target.warnings.map((warning) => (
            <Notice key={warning} tone="warning" title={words.conversation.linkWarnings[warning]} />
          ))}
        </Dialog>
      )}
    </>
  );
}
