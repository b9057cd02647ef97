import { useChoices } from './use-choices.ts';
import { fitting, snippetQueryAt, type Written, withWords } from './written.ts';

/** More than these are found by going on typing. */
const SHOWN = 8;

/** Words to put in: the person's own, or what the organisation gives. */
export interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The organisation gives it: it can be put in, and not be changed in the list. */
  readonly given?: true;
}

/** What can be put in: first what is the person's own. */
export function allSnippets(own: readonly Snippet[], responses: readonly string[]): readonly Snippet[] {
  return [...own, ...responses.map((text, nth) => ({ id: `given ${nth}`, title: text, text, given: true as const }))];
}

/** The list that opens with a `;`: words that the person has kept to use again, and those that the organisation gives. */
export function useSnippetList({
  written,
  caret,
  snippets,
  onWritten,
}: {
  readonly written: Written;
  readonly caret: number | undefined;
  readonly snippets: readonly Snippet[];
  readonly onWritten: (written: Written, caret: number) => void;
}) {
  const asked = caret === undefined || snippets.length === 0 ? undefined : snippetQueryAt(written, caret);
  const named = snippets.map((snippet) => ({ ...snippet, name: snippet.title }));
  return useChoices({
    sign: ';',
    asked,
    choices: asked === undefined ? [] : fitting(named, asked.query).slice(0, SHOWN),
    onChoose: ({ text }: Snippet, { from, query }) => {
      const after = withWords(written, from, from + 1 + query.length, text);
      onWritten(after.written, after.caret);
    },
  });
}
