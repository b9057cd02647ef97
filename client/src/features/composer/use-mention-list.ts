import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { fitting, type Mentionable, queryAt, type Written, withMention } from './written.ts';

export interface MentionChoice extends Mentionable {
  /** What else there is to say of it. */
  readonly hint?: string;
}

/** More than these are found by going on typing. */
const SHOWN = 8;

/** The list that opens with an `@`: what is in it, and what the keys of the field do to it. */
export function useMentionList({
  written,
  caret,
  choices: all,
  area,
  onWritten,
}: {
  readonly written: Written;
  /** Where the caret stands; undefined where a stretch is selected, or the field has no focus. */
  readonly caret: number | undefined;
  readonly choices: readonly MentionChoice[];
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly onWritten: (written: Written, caret: number) => void;
}) {
  const id = useId();
  const [pointed, setPointed] = useState({ query: '', nth: 0 });
  /** The place of an `@` at which somebody did not want it. */
  const [closedAt, setClosedAt] = useState<number>();
  const asked = caret === undefined ? undefined : queryAt(written, caret);
  const fit = asked === undefined ? [] : fitting(all, asked.query);
  // Everybody is meant more rarely than somebody: last, but never beyond the end.
  const people = fit.filter(({ who }) => who !== 'room').slice(0, SHOWN);
  const choices = [...people, ...fit.filter(({ who }) => who === 'room')];
  const isOpen = asked !== undefined && choices.length > 0 && asked.from !== closedAt;
  const current = asked !== undefined && pointed.query === asked.query ? Math.min(pointed.nth, choices.length - 1) : 0;
  const point = (nth: number) => setPointed({ query: asked?.query ?? '', nth });

  const choose = (choice: MentionChoice) => {
    if (asked === undefined || caret === undefined) return;
    const after = withMention(written, asked.from, caret, choice);
    onWritten(after.written, after.caret);
    area.current?.focus();
  };

  /** @returns whether the key was for the list. */
  const onKey = (event: KeyboardEvent): boolean => {
    const choice = choices[current];
    if (!isOpen || choice === undefined) return false;
    switch (event.key) {
      case 'ArrowDown':
        point((current + 1) % choices.length);
        break;
      case 'ArrowUp':
        point((current + choices.length - 1) % choices.length);
        break;
      case 'Enter':
      case 'Tab':
        choose(choice);
        break;
      case 'Escape':
        setClosedAt(asked?.from);
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  const field = {
    'aria-autocomplete': all.length === 0 ? undefined : ('list' as const),
    'aria-haspopup': all.length === 0 ? undefined : ('listbox' as const),
    'aria-controls': isOpen ? id : undefined,
    'aria-activedescendant': isOpen ? `${id}-${current}` : undefined,
  };
  return {
    list: isOpen ? { id, choices, current, onPoint: point, onChoose: choose } : undefined,
    field,
    onKey,
    /** Something was typed: an `@` that stood elsewhere is another one. */
    forget: (text: string) => {
      if (closedAt !== undefined && text[closedAt] !== '@') setClosedAt(undefined);
    },
  };
}
