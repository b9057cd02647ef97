import { useRef } from 'react';
import type { Row } from './rows.ts';

/** Whether `rows` grew at their beginning since the last drawing, so that the list must keep its place from the end. */
export function usePrepended(rows: readonly Row[]): boolean {
  const last = useRef({ rows, prepended: false });
  if (last.current.rows !== rows) {
    last.current = { rows, prepended: grewAtBeginning(last.current.rows, rows) };
  }
  return last.current.prepended;
}

/** Whether `after` is `before` with more in front of it. */
export function grewAtBeginning(before: readonly Row[], after: readonly Row[]): boolean {
  const end = before.at(-1)?.key;
  return end !== undefined && after.length > before.length && after.at(-1)?.key === end;
}
