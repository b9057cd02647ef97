import { useChoices } from './use-choices.ts';
import { fitting, type Mentionable, queryAt, type Written, withMention } from './written.ts';

export interface MentionChoice extends Mentionable {
  /** What else there is to say of it. */
  readonly hint?: string;
}

/** More than these are found by going on typing. */
const SHOWN = 8;

/** The list that opens with an `@`. */
export function useMentionList({
  written,
  caret,
  choices: all,
  onWritten,
}: {
  readonly written: Written;
  /** Where the caret stands; undefined where a stretch is selected, or the field has no focus. */
  readonly caret: number | undefined;
  readonly choices: readonly MentionChoice[];
  readonly onWritten: (written: Written, caret: number) => void;
}) {
  const asked = caret === undefined ? undefined : queryAt(written, caret);
  const fit = asked === undefined ? [] : fitting(all, asked.query);
  // Everybody is meant more rarely than somebody: last, but never beyond the end.
  const people = fit.filter(({ who }) => who !== 'room').slice(0, SHOWN);
  return useChoices({
    sign: '@',
    asked,
    choices: [...people, ...fit.filter(({ who }) => who === 'room')],
    onChoose: (choice: MentionChoice, { from, query }) => {
      const after = withMention(written, from, from + 1 + query.length, choice);
      onWritten(after.written, after.caret);
    },
  });
}
