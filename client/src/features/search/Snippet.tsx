import type { ReactNode } from 'react';
import { ExcerptText } from '#client/ui/Excerpts.tsx';

/** A piece of a message in which what was found is marked. */
export function Snippet({
  text,
  ranges,
}: {
  readonly text: string;
  readonly ranges: readonly (readonly [start: number, end: number])[];
}) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <ExcerptText>
      {parts}
      {text.slice(at)}
    </ExcerptText>
  );
}
