import { type KeyboardEvent, useId, useState } from 'react';

/** What was typed that opens a list: where its sign stands in the text, and what stands behind it. */
export interface Asked {
  readonly from: number;
  readonly query: string;
}

/** What draws an open list needs to know of it. */
export interface OpenList<One> {
  readonly id: string;
  readonly choices: readonly One[];
  /** Which of them Enter takes. */
  readonly current: number;
  readonly onPoint: (nth: number) => void;
  readonly onChoose: (choice: One) => void;
}

/** A list that opens while one types, with what the keys of the field do to it. `sign` is the letter that asks for it. */
export function useChoices<One>({
  sign,
  asked,
  choices,
  onChoose,
}: {
  readonly sign: string;
  readonly asked: Asked | undefined;
  readonly choices: readonly One[];
  readonly onChoose: (choice: One, asked: Asked) => void;
}) {
  const id = useId();
  const [pointed, setPointed] = useState({ query: '', nth: 0 });
  /** The place of a sign at which somebody did not want it. */
  const [closedAt, setClosedAt] = useState<number>();
  const isOpen = asked !== undefined && choices.length > 0 && asked.from !== closedAt;
  const current = asked !== undefined && pointed.query === asked.query ? Math.min(pointed.nth, choices.length - 1) : 0;
  const point = (nth: number) => setPointed({ query: asked?.query ?? '', nth });
  const choose = (choice: One) => {
    if (asked !== undefined) onChoose(choice, asked);
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

  const list: OpenList<One> | undefined = isOpen
    ? { id, choices, current, onPoint: point, onChoose: choose }
    : undefined;
  return {
    list,
    onKey,
    /** Something was typed: a sign that stood elsewhere is another one. */
    forget: (text: string) => {
      if (closedAt !== undefined && text[closedAt] !== sign) setClosedAt(undefined);
    },
  };
}
