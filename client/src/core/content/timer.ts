/**
 * Messages that disappear: for how long one stays, and the moment at which it goes. Pure, and the same on all devices: the
 * moment is counted from the relay's time of the message, and no clock of a person's computer has a say in it.
 */
import { z } from 'zod/mini';
import { type PolicyValues, UNLIMITED_MINUTES } from '#shared/policy/index.ts';

const SECOND = 1_000;
const MINUTE_SECONDS = 60;
/** The longest that may be asked for, in seconds: what never ends is no timer. */
export const TIMER_MAX = UNLIMITED_MINUTES * MINUTE_SECONDS;
/** What is to go after it was read and is read by nobody goes after this, in seconds. */
const UNREAD_MAX = 30 * 86_400;

export const timerSchema = z.strictObject({
  seconds: z.int().check(z.minimum(1), z.maximum(TIMER_MAX)),
  /** From when on they are counted: since it was sent, or since its reader has first read it. */
  from: z.enum(['sent', 'read']),
});

/** For how long a message stays. */
export type Timer = z.infer<typeof timerSchema>;

export type TimerPolicy = Pick<PolicyValues, 'messageMinutesMost' | 'messageMinutesLeast' | 'burnOnRead'>;

/** The bounds of a policy in seconds; `most` is undefined where messages may stay for good. */
export function timerBounds({ messageMinutesMost, messageMinutesLeast, burnOnRead }: TimerPolicy): {
  readonly least: number;
  readonly most: number | undefined;
  readonly burn: boolean;
} {
  const most = messageMinutesMost >= UNLIMITED_MINUTES ? undefined : messageMinutesMost * MINUTE_SECONDS;
  const least = Math.min(messageMinutesLeast * MINUTE_SECONDS, most ?? TIMER_MAX);
  return { least, most, burn: burnOnRead === 'allowed' };
}

/**
 * What of a wish counts under its sender's policy: too short or too long is brought inside, and where the policy has a
 * longest lifetime, no message is without a timer.
 */
export function boundedTimer(wish: Timer | undefined, policy: TimerPolicy): Timer | undefined {
  const { least, most, burn } = timerBounds(policy);
  const timer = wish?.from === 'read' && !burn ? undefined : wish;
  if (timer === undefined) return most === undefined ? undefined : { seconds: most, from: 'sent' };
  return { from: timer.from, seconds: Math.max(1, least, Math.min(timer.seconds, most ?? TIMER_MAX)) };
}

/** The timer that a conversation begins with where whoever begins it chooses nothing else: inside their own policy. */
export function beginningTimer(policy: TimerPolicy & Pick<PolicyValues, 'messageMinutesDefault'>): Timer | undefined {
  const minutes = policy.messageMinutesDefault;
  if (minutes === 0) return undefined;
  return boundedTimer({ seconds: minutes * MINUTE_SECONDS, from: 'sent' }, policy);
}

/** Whether nothing of a wish has to be changed to be inside the policy. */
export function isWithin(wish: Timer | undefined, policy: TimerPolicy): boolean {
  const bounded = boundedTimer(wish, policy);
  return bounded?.seconds === wish?.seconds && bounded?.from === wish?.from;
}

/**
 * When a message is gone everywhere, read or not, by the relay's time.
 * @param at the relay's time of it
 */
export function latestEnd({ seconds, from }: Timer, at: number, { messageMinutesMost }: TimerPolicy): number {
  if (from === 'sent') return at + seconds * SECOND;
  return at + Math.min(Math.max(seconds, UNREAD_MAX), messageMinutesMost * MINUTE_SECONDS) * SECOND;
}

/** When it is gone on a device that has not read it yet, or, for its own author, on theirs. */
export function endOf(timer: Timer, at: number, policy: TimerPolicy, mine: boolean): number {
  return mine ? at + timer.seconds * SECOND : latestEnd(timer, at, policy);
}

/** When it is gone once it was read at `readAt`: sooner than before, never later. */
export function endOnceRead(timer: Timer, end: number, readAt: number): number {
  return timer.from === 'read' ? Math.min(end, readAt + timer.seconds * SECOND) : end;
}
