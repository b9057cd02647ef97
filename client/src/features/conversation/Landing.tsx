import clsx from 'clsx';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import styles from './Timeline.module.css';
import type { Jump } from './use-jump.ts';

const FRAMES = 60;

/** The message to which one has jumped. Focus goes where the eye goes, once: a screen reader says what was looked for. */
export function Landing({
  jump,
  landed,
  flashing,
  children,
}: {
  readonly jump: Jump;
  /** The last jump that has landed; the list takes lines out and in again while one scrolls. */
  readonly landed: RefObject<Jump | undefined>;
  readonly flashing: boolean;
  readonly children: ReactNode;
}) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (landed.current === jump) return;
    // The list hides a line until it has measured it, and what is hidden takes no focus.
    let frame = 0;
    const focus = (left: number) => {
      line.current?.focus({ preventScroll: true });
      if (document.activeElement === line.current || left === 0) landed.current = jump;
      else frame = requestAnimationFrame(() => focus(left - 1));
    };
    focus(FRAMES);
    return () => cancelAnimationFrame(frame);
  }, [jump, landed]);
  return (
    <div ref={line} className={clsx(styles.landing, flashing && styles.flash)} tabIndex={-1}>
      {children}
    </div>
  );
}
