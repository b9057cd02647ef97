import clsx from 'clsx';
import { Check, SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { IconButton } from '#client/ui/Button.tsx';
import { Problem, type ProblemWords } from '#client/ui/Problem.tsx';
import styles from './ComposerBox.module.css';
import { utf8Length } from './utf8-length.ts';

export interface ComposerBoxProps {
  /** To whom, for the label and the placeholder. */
  readonly to: string;
  readonly draft: string;
  /** Most bytes of UTF-8 that one message may have. */
  readonly lengthMax: number;
  readonly onSend: (text: string) => Promise<ProblemWords | undefined>;
  readonly onDraft: (text: string) => void;
  /** The person writes, or has taken back all of it. */
  readonly onTyping?: (typing: boolean) => void;
  /** What the words are about, said above them. */
  readonly about?: ReactNode;
  /** The words are another wording of a message that was said; focus comes here at once. */
  readonly isEdit?: boolean;
  /** Focus comes here whenever this becomes another one. */
  readonly focusOn?: string | undefined;
  /** Escape. */
  readonly onLeave?: (() => void) | undefined;
  /** Arrow up, with nothing written. */
  readonly onUp?: (() => void) | undefined;
}

const DRAFT_EVERY_MS = 800;

/** Where a message is written. Enter sends, Shift+Enter makes a new line. */
export function ComposerBox({
  to,
  draft,
  lengthMax,
  onSend,
  onDraft,
  onTyping,
  about,
  isEdit = false,
  focusOn,
  onLeave,
  onUp,
}: ComposerBoxProps) {
  const [text, setText] = useState(draft);
  const [problem, setProblem] = useState<ProblemWords>();
  const area = useRef<HTMLTextAreaElement>(null);
  const saved = useRef(draft);
  const now = useRef({ text, onDraft });
  useEffect(() => {
    now.current = { text, onDraft };
  });

  useEffect(() => {
    if (text === saved.current) return;
    const timer = setTimeout(() => {
      saved.current = text;
      onDraft(text);
    }, DRAFT_EVERY_MS);
    return () => clearTimeout(timer);
  }, [text, onDraft]);

  // What was typed in the last moment before the view goes is kept, too.
  useEffect(() => {
    const keep = () => {
      if (now.current.text === saved.current) return;
      saved.current = now.current.text;
      now.current.onDraft(now.current.text);
    };
    const hide = () => {
      if (document.visibilityState === 'hidden') keep();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      keep();
    };
  }, []);

  useEffect(() => {
    const field = area.current;
    if ((!isEdit && focusOn === undefined) || field === null) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }, [isEdit, focusOn]);

  const length = utf8Length(text);
  const left = lengthMax - length;
  const tooLong = left < 0;
  const empty = text.trim() === '';

  const send = () => {
    if (empty || tooLong) return;
    const words = text.trim();
    setProblem(undefined);
    setText('');
    saved.current = '';
    void onSend(words).then((failure) => {
      if (failure === undefined) {
        onDraft(now.current.text);
        return;
      }
      setProblem(failure);
      // Nothing that was typed is ever lost: it comes back in front of what was typed since.
      setText((since) => (since === '' ? words : `${words}\n${since}`));
    });
    area.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends the composition of a character (Japanese, Chinese, Korean) is not Enter. Safari says so by 229 only.
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.shiftKey || event.altKey) return;
    if (event.key === 'Escape' && onLeave !== undefined) {
      event.preventDefault();
      onLeave();
    } else if (event.key === 'ArrowUp' && text === '' && onUp !== undefined) {
      event.preventDefault();
      onUp();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      send();
    }
  };

  return (
    <div className={styles.composer}>
      <Problem problem={problem} />
      {about}
      <div className={clsx(styles.box, tooLong && styles.tooLong)}>
        <textarea
          ref={area}
          className={styles.area}
          aria-label={isEdit ? 'Edit message' : `Message to ${to}`}
          aria-describedby="composer-hint"
          aria-invalid={tooLong}
          placeholder={`Message ${to}`}
          rows={1}
          dir="auto"
          enterKeyHint="send"
          // Browsers write what stands in a field to the disk, to have it again after a crash. Drafts are sealed and kept by us.
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            onTyping?.(event.target.value.trim() !== '');
          }}
          onKeyDown={onKeyDown}
        />
        <IconButton
          label={isEdit ? 'Save' : 'Send'}
          variant="primary"
          placement="top"
          isDisabled={empty || tooLong}
          onPress={send}
        >
          {isEdit ? <Check size={18} aria-hidden /> : <SendHorizontal size={18} aria-hidden />}
        </IconButton>
      </div>
      <p id="composer-hint" className={styles.hint} role={left < lengthMax / 10 ? 'status' : undefined}>
        {tooLong ? (
          <span className={styles.over}>
            Too long by {(-left).toLocaleString()} {left === -1 ? 'character' : 'characters'}. Shorten it or send it in
            parts.
          </span>
        ) : left < lengthMax / 10 ? (
          `${left.toLocaleString()} characters left`
        ) : (
          <span className={styles.keys}>
            {isEdit ? 'Enter to save, Escape to cancel' : 'Enter to send, Shift+Enter for a new line'}
          </span>
        )}
      </p>
    </div>
  );
}
