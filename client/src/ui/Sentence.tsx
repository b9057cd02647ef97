import { Fragment, type ReactNode } from 'react';

/**
 * A sentence of a catalog with elements in it: where `of` has `{name}`, `with.name` is drawn, so that each language puts it
 * where it has it. `of` never holds text that people wrote: that is always one of the elements.
 */
export function Sentence({
  of,
  with: elements,
}: {
  readonly of: string;
  readonly with: Readonly<Record<string, ReactNode>>;
}) {
  // With a group in the pattern, every second piece is a name.
  return of.split(/\{(\w+)\}/).map((piece, nth) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never change their order
    <Fragment key={nth}>{nth % 2 === 0 ? piece : elements[piece]}</Fragment>
  ));
}
