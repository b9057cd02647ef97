import type { SnippetView } from '#client/bridge/port.ts';
import { useChoices } from './use-choices.ts';
import { fitting, snippetQueryAt, type Written, withWords } from './written.ts';

/** More than these are found by going on typing. */
const SHOWN = 8;

/** The list that opens with a `;`: words that the person has kept to use again. */
export function useSnippetList({
  written,
  caret,
  snippets,
  onWritten,
}: {
  readonly written: Written;
  readonly caret: number | undefined;
  readonly snippets: readonly SnippetView[];
  readonly onWritten: (written: Written, caret: number) => void;
}) {
  const asked = caret === undefined || snippets.length === 0 ? undefined : snippetQueryAt(written, caret);
  const named = snippets.map((snippet) => ({ ...snippet, name: snippet.title }));
  return useChoices({
    sign: ';',
    asked,
    choices: asked === undefined ? [] : fitting(named, asked.query).slice(0, SHOWN),
    onChoose: ({ text }: SnippetView, { from, query }) => {
      const after = withWords(written, from, from + 1 + query.length, text);
      onWritten(after.written, after.caret);
    },
  });
}
