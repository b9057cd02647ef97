import { useEffect, useState } from 'react';
import type { Emoji } from '#client/ui/emoji-list.ts';
import { useChoices } from './use-choices.ts';
import { emojiQueryAt, type Written, withWords } from './written.ts';

const SHOWN = 8;
const NONE: readonly Emoji[] = [];

/** The list that opens with a `:` and the beginning of a name. The names are loaded when somebody first asks for one. */
export function useEmojiList({
  written,
  caret,
  onWritten,
}: {
  readonly written: Written;
  readonly caret: number | undefined;
  readonly onWritten: (written: Written, caret: number) => void;
}) {
  const asked = caret === undefined ? undefined : emojiQueryAt(written, caret);
  const [names, setNames] = useState<typeof import('#client/ui/emoji-list.ts')>();
  const isAsked = asked !== undefined;
  useEffect(() => {
    if (!isAsked || names !== undefined) return;
    let gone = false;
    // Without the network there is no list, and what is typed stays words.
    void import('#client/ui/emoji-list.ts').then(
      (module) => {
        if (!gone) setNames(module);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [isAsked, names]);
  const choices = useChoices({
    sign: ':',
    asked,
    choices: asked === undefined ? NONE : (names?.findEmoji(asked.query.replaceAll('_', ' ')) ?? NONE).slice(0, SHOWN),
    onChoose: ({ emoji }: Emoji, { from, query }) => {
      const after = withWords(written, from, from + 1 + query.length, `${emoji} `);
      onWritten(after.written, after.caret);
    },
  });

  return {
    ...choices,
    /** With the second `:` of a whole name it is the emoji; undefined where it is none. `end` is behind that `:`. */
    closed: (typed: Written, end: number): { readonly written: Written; readonly caret: number } | undefined => {
      if (names === undefined || typed.text[end - 1] !== ':') return undefined;
      const name = emojiQueryAt(typed, end - 1);
      const called = name && names.emojiCalled(name.query);
      return name && called && withWords(typed, name.from, end, called.emoji);
    },
  };
}
