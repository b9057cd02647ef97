/** For how long messages can be chosen to stay, within the policy. */
import type { PolicyView, TimerView } from '#client/bridge/port.ts';
import { durationWords } from '#client/ui/duration.ts';
import { words } from '#client/words/index.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SINCE_SENT = [5 * MINUTE, HOUR, 8 * HOUR, DAY, 7 * DAY, 28 * DAY];
const SINCE_READ = [10, MINUTE, HOUR];

/** What stands for "they stay" among keys. */
export const STAY = 'stay';

export interface TimerOption {
  readonly value: string;
  readonly timer: TimerView | null;
  readonly label: string;
  readonly hint?: string;
}

export function keyOf(timer: TimerView | null | undefined): string {
  return timer == null ? STAY : `${timer.from} ${timer.seconds}`;
}

/** What can be chosen; `now` is among it, whatever it is. */
export function timerOptions(
  { least, most, burn }: PolicyView['timers'],
  now: TimerView | undefined,
): readonly TimerOption[] {
  const may = (seconds: number) => seconds >= least && (most === undefined || seconds <= most);
  const from = (kind: TimerView['from'], all: readonly number[], more: readonly (number | undefined)[]): TimerView[] =>
    [...new Set([...all.filter(may), ...more.filter((one) => one !== undefined)])]
      .sort((left, right) => left - right)
      .map((seconds) => ({ seconds, from: kind }));
  const own = (kind: TimerView['from']) => (now?.from === kind ? now.seconds : undefined);
  const sent = from('sent', SINCE_SENT, [most, own('sent')]);
  const read = burn ? from('read', SINCE_READ, [own('read')]) : [];
  return [
    ...(most === undefined ? [{ value: STAY, timer: null, label: words.timers.theyStay }] : []),
    ...sent.map((timer) => ({
      value: keyOf(timer),
      timer,
      label: words.timers.afterTheyWereSent(durationWords(timer.seconds)),
      ...(timer.seconds === most ? { hint: words.timers.longestAllowed } : {}),
    })),
    ...read.map((timer) => ({
      value: keyOf(timer),
      timer,
      label: words.timers.afterTheyWereRead(durationWords(timer.seconds)),
    })),
  ];
}

/** What words get whose author wishes nothing else. */
export function usualTimer(timer: TimerView | undefined, { most }: PolicyView['timers']): TimerView | undefined {
  if (most === undefined) return timer;
  return timer === undefined || timer.seconds > most ? { seconds: most, from: timer?.from ?? 'sent' } : timer;
}
