import { Timer } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { TimerView } from '#client/bridge/port.ts';
import { durationWords, timeLeft } from '#client/ui/duration.ts';
import hidden from '#client/ui/hidden.module.css';
import { words } from '#client/words/index.ts';
import styles from './message.module.css';

/** The longest that a browser's timer can wait, in ms. */
const LONGEST = 2_000_000_000;

/** How much is left to a message. Draws itself anew when that reads otherwise, and nothing else with it. */
export function Countdown({
  timer,
  expiresAt,
}: {
  readonly timer: TimerView;
  readonly expiresAt?: number | undefined;
}) {
  const [now, setNow] = useState(() => Date.now());
  const left = expiresAt === undefined ? undefined : timeLeft(expiresAt - now);
  // Each look sets the next one.
  useEffect(() => {
    if (expiresAt === undefined) return;
    const due = setTimeout(() => setNow(Date.now()), Math.min(timeLeft(expiresAt - now).changesIn, LONGEST));
    return () => clearTimeout(due);
  }, [expiresAt, now]);
  return (
    <span className={styles.countdown} title={words.messages.disappearsIn(left?.words ?? durationWords(timer.seconds))}>
      <Timer size={12} aria-hidden />
      <span className={hidden.hidden}>
        {left === undefined
          ? words.messages.disappearsAfter(durationWords(timer.seconds))
          : words.messages.disappearsIn(left.words)}
      </span>
      <span aria-hidden>{left?.short ?? durationWords(timer.seconds)}</span>
    </span>
  );
}
