import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { isSame, type Written } from './written.ts';

interface Elsewhere {
  /** What is to stand in the field, and by which version of another device it is so. */
  readonly draft: Written;
  readonly from: string | undefined;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly written: RefObject<Written>;
  /** What of it is kept already. */
  readonly saved: RefObject<Written>;
  readonly isEmpty: boolean;
  readonly onTake: (draft: Written) => void;
}

/**
 * Takes into the field what another device of the person has written, or that it has sent it. Never under the caret, and
 * never over what is not kept yet: it waits until the person leaves the field, or the field is empty.
 */
export function useElsewhere({ draft, from, field, written, saved, isEmpty, onTake }: Elsewhere) {
  /** The version that what stands in the field was made from. */
  const base = useRef(from);
  const known = useRef(new Set([from]));
  const held = useRef(0);
  const latest = useRef({ draft, from, onTake });
  const look = useCallback(() => {
    const { draft: next, from: version, onTake: take } = latest.current;
    if (version === undefined || known.current.has(version) || held.current > 0) return;
    const now = written.current;
    const isWritten = now.text !== '' && document.hasFocus() && document.activeElement === field.current;
    if (isWritten || !isSame(now, saved.current)) return;
    known.current.add(version);
    base.current = version;
    take(next);
  }, [field, written, saved]);
  useEffect(() => {
    latest.current = { draft, from, onTake };
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: both say that it may be time.
  useEffect(look, [from, isEmpty, look]);
  useEffect(() => {
    // The field has lost focus once the event is over.
    const soon = () => void setTimeout(look);
    const { current: area } = field;
    area?.addEventListener('blur', soon);
    window.addEventListener('blur', soon);
    return () => {
      area?.removeEventListener('blur', soon);
      window.removeEventListener('blur', soon);
    };
  }, [field, look]);
  /** Nothing is taken in while the words that stood there are on their way; `done` afterwards. */
  const hold = useCallback(() => {
    held.current += 1;
    return () => {
      held.current -= 1;
      look();
    };
  }, [look]);
  return { base, hold };
}
