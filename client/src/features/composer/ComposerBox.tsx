import clsx from 'clsx';
import { Check, SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { MentionSpan, When } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { Problem, type ProblemWords } from '#client/ui/Problem.tsx';
import { words } from '#client/words/index.ts';
import { ChoiceCount, EmojiList, MentionList, SnippetList } from './ChoiceList.tsx';
import styles from './ComposerBox.module.css';
import { DraftElsewhere } from './DraftElsewhere.tsx';
import { SendLater } from './SendLater.tsx';
import { useElsewhere } from './use-elsewhere.ts';
import { useEmojiList } from './use-emoji-list.ts';
import { type MentionChoice, useMentionList } from './use-mention-list.ts';
import { type Snippet, useSnippetList } from './use-snippet-list.ts';
import { utf8Length } from './utf8-length.ts';
import { isSame, joined, nothing, retyped, trimmed, type Written, withWords } from './written.ts';

export interface ComposerBoxProps {
  /** What the field is called, and what stands in it while it is empty. */
  readonly label: string;
  readonly placeholder: string;
  readonly draft: string;
  readonly draftMentions?: readonly MentionSpan[] | undefined;
  /** By which another device's version is named that the draft was made from. */
  readonly draftFrom?: string | undefined;
  /** What another device has written at the same time, and that the person has taken it in, or let go of it. */
  readonly elsewhere?: Written | undefined;
  readonly onElsewhere?: (() => void) | undefined;
  /** Whom one can mention here. */
  readonly mentionable?: readonly MentionChoice[];
  /** Most bytes of UTF-8 that one message may have. */
  readonly lengthMax: number;
  readonly onSend: (text: string, mentions: readonly MentionSpan[]) => Promise<ProblemWords | undefined>;
  /** Keeps the words until then; absent where they can only be sent at once. */
  readonly onLater?:
    | ((text: string, mentions: readonly MentionSpan[], when: When) => Promise<ProblemWords | undefined>)
    | undefined;
  /** There is something to send besides words. */
  readonly hasFiles?: boolean;
  /** What can be put in by its title, and what was chosen elsewhere to be put in: a new object each time. */
  readonly snippets?: readonly Snippet[];
  readonly insert?: { readonly text: string } | undefined;
  readonly onDraft: (text: string, mentions: readonly MentionSpan[], from: string | undefined) => void;
  /** The person writes, or has taken back all of it. */
  readonly onTyping?: (typing: boolean) => void;
  /** What goes with the words, below them. */
  readonly below?: ReactNode;
  /** What the words are about, said above them. */
  readonly about?: ReactNode;
  /** What else can be decided about the message, beside the button that sends it. */
  readonly tools?: ReactNode;
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
const NONE: readonly never[] = [];

/** Where a message is written. Enter sends, Shift+Enter makes a new line. */
export function ComposerBox({
  label,
  placeholder,
  draft,
  draftMentions = NONE,
  draftFrom,
  elsewhere,
  onElsewhere,
  mentionable = NONE,
  lengthMax,
  onSend,
  onLater,
  hasFiles = false,
  snippets = NONE,
  insert,
  onDraft,
  onTyping,
  about,
  tools,
  below,
  isEdit = false,
  focusOn,
  onLeave,
  onUp,
}: ComposerBoxProps) {
  const [written, setWritten] = useState<Written>({ text: draft, mentions: draftMentions });
  const { text, mentions } = written;
  const [problem, setProblem] = useState<ProblemWords>();
  const area = useRef<HTMLTextAreaElement>(null);
  const saved = useRef(written);
  const hint = useId();
  const typed = useRef(written);
  const now = useRef({ written, onDraft });
  useEffect(() => {
    now.current = { written, onDraft };
    typed.current = written;
  });
  const [caret, setCaret] = useState<number>();
  /** Where the caret is to stand, when the field has a text that nobody typed. */
  const goOn = useRef<number>(undefined);
  useLayoutEffect(() => {
    const to = goOn.current;
    goOn.current = undefined;
    if (to !== undefined) area.current?.setSelectionRange(to, to);
  });
  const write = (next: Written, to: number | undefined) => {
    goOn.current = to;
    setWritten(next);
    if (to !== undefined) setCaret(to);
  };
  const { base, hold } = useElsewhere({
    draft: { text: draft, mentions: draftMentions },
    from: draftFrom,
    field: area,
    written: typed,
    saved,
    isEmpty: text === '',
    onTake: (next) => {
      saved.current = next;
      write(next, undefined);
    },
  });
  const choose = (next: Written, to: number) => {
    write(next, to);
    area.current?.focus();
  };
  const mentioning = useMentionList({ written, caret, choices: mentionable, onWritten: choose });
  const naming = useEmojiList({ written, caret, onWritten: choose });
  const snipping = useSnippetList({ written, caret, snippets, onWritten: choose });
  const list = mentioning.list ?? naming.list ?? snipping.list;
  const [laterOpen, setLaterOpen] = useState(false);
  const reach = mentions.some(({ who }) => who === 'room')
    ? mentionable.find(({ who }) => who === 'room')?.hint
    : undefined;

  useEffect(() => {
    if (isSame(written, saved.current)) return;
    const timer = setTimeout(() => {
      saved.current = written;
      onDraft(written.text, written.mentions, base.current);
    }, DRAFT_EVERY_MS);
    return () => clearTimeout(timer);
  }, [written, onDraft, base]);

  // What was typed in the last moment before the view goes is kept, too.
  useEffect(() => {
    const keep = () => {
      const { written: last, onDraft: keepDraft } = now.current;
      if (isSame(last, saved.current)) return;
      saved.current = last;
      keepDraft(last.text, last.mentions, base.current);
    };
    const hide = () => {
      if (document.visibilityState === 'hidden') keep();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      keep();
    };
  }, [base]);

  useEffect(() => {
    const field = area.current;
    if ((!isEdit && focusOn === undefined) || field === null) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }, [isEdit, focusOn]);

  const inserted = useRef(insert);
  useEffect(() => {
    if (insert === undefined || inserted.current === insert) return;
    inserted.current = insert;
    const { current: field } = area;
    const [from, to] = [field?.selectionStart ?? 0, field?.selectionEnd ?? 0];
    const after = withWords(now.current.written, from, to, insert.text);
    goOn.current = after.caret;
    setWritten(after.written);
    field?.focus();
  }, [insert]);

  const length = utf8Length(text);
  const left = lengthMax - length;
  const tooLong = left < 0;
  const empty = text.trim() === '' && !hasFiles;

  const leave = (how: typeof onSend) => {
    if (empty || tooLong) return;
    const said = trimmed(written);
    setProblem(undefined);
    setWritten(nothing);
    setCaret(undefined);
    saved.current = nothing;
    const release = hold();
    void how(said.text, said.mentions).then((failure) => {
      if (failure === undefined) {
        onDraft(now.current.written.text, now.current.written.mentions, base.current);
        release();
        return;
      }
      release();
      setProblem(failure);
      // Nothing that was typed is ever lost: it comes back in front of what was typed since.
      setWritten((since) => joined(said, since));
    });
    area.current?.focus();
  };
  const send = () => leave(onSend);
  const takeElsewhere = () => {
    if (elsewhere === undefined) return;
    const both = text === '' ? elsewhere : joined(written, elsewhere);
    saved.current = both;
    write(both, both.text.length);
    onDraft(both.text, both.mentions, base.current);
    onElsewhere?.();
    area.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends the composition of a character (Japanese, Chinese, Korean) is not Enter. Safari says so by 229 only.
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.shiftKey) return;
    if (event.altKey) {
      if (event.key !== 'Enter' || onLater === undefined || empty || tooLong) return;
      event.preventDefault();
      setLaterOpen(true);
      return;
    }
    if (mentioning.onKey(event) || naming.onKey(event) || snipping.onKey(event)) return;
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
      {elsewhere !== undefined && (
        <DraftElsewhere text={elsewhere.text} onTake={takeElsewhere} onDrop={() => onElsewhere?.()} />
      )}
      {about}
      {mentioning.list !== undefined ? (
        <MentionList {...mentioning.list} />
      ) : naming.list !== undefined ? (
        <EmojiList {...naming.list} />
      ) : (
        snipping.list !== undefined && <SnippetList {...snipping.list} />
      )}
      <ChoiceCount count={list?.choices.length} mentions={mentioning.list !== undefined} />
      <div className={clsx(styles.box, tooLong && styles.tooLong)}>
        <textarea
          ref={area}
          className={styles.area}
          aria-label={isEdit ? words.composer.editMessage : label}
          aria-describedby={hint}
          aria-invalid={tooLong}
          placeholder={placeholder}
          rows={1}
          // What stands in it while it is empty is of the app's language.
          dir={text === '' ? undefined : 'auto'}
          enterKeyHint="send"
          // Browsers write what stands in a field to the disk, to have it again after a crash. Drafts are sealed and kept by us.
          autoComplete="off"
          value={text}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={list?.id}
          aria-activedescendant={list && `${list.id}-${list.current}`}
          onSelect={({ currentTarget: { selectionStart, selectionEnd } }) =>
            setCaret(selectionStart === selectionEnd ? selectionEnd : undefined)
          }
          onBlur={() => setCaret(undefined)}
          onChange={(event) => {
            const { selectionEnd } = event.target;
            const typed = retyped(written, event.target.value);
            const next = naming.closed(typed.written, typed.caret ?? selectionEnd) ?? typed;
            mentioning.forget(next.written.text);
            naming.forget(next.written.text);
            snipping.forget(next.written.text);
            write(next.written, next.caret);
            setCaret(next.caret ?? selectionEnd);
            onTyping?.(event.target.value.trim() !== '');
          }}
          onKeyDown={onKeyDown}
        />
        {tools}
        <IconButton
          label={isEdit ? words.composer.save : words.composer.send}
          variant="primary"
          placement="top"
          isDisabled={empty || tooLong}
          onPress={send}
        >
          {isEdit ? <Check size={18} aria-hidden /> : <SendHorizontal size={18} aria-hidden />}
        </IconButton>
        {onLater !== undefined && (
          <SendLater
            isDisabled={empty || tooLong}
            isOpen={laterOpen}
            onOpenChange={setLaterOpen}
            onLater={(when) => leave((said, spans) => onLater(said, spans, when))}
          />
        )}
      </div>
      {below}
      <p id={hint} className={styles.hint} role={left < lengthMax / 10 || reach !== undefined ? 'status' : undefined}>
        {tooLong ? (
          <span className={styles.over}>{words.composer.tooLong(-left)}</span>
        ) : reach !== undefined ? (
          words.composer.roomReaches(reach)
        ) : left < lengthMax / 10 ? (
          words.composer.left(left)
        ) : (
          <span className={styles.keys}>{isEdit ? words.composer.keysOfEdit : words.composer.keys}</span>
        )}
      </p>
    </div>
  );
}
