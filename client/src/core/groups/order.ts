/**
 * Places in a timeline, as text that compares. What the relay has placed is ordered by its sequence numbers; what waits to
 * be sent stands below all of that, in the order in which it was written.
 */

const DIGITS = 14;
const MESSAGE = 50;
const WAITING = 'z';

const padded = (number: number): string => String(number).padStart(DIGITS, '0');

/** The place of the message at `sequence`. */
export function placeOfMessage(sequence: number): string {
  return `${padded(sequence)}.${MESSAGE}`;
}

/** The place of the `nth` event (from 0) that comes with `sequence`, before the message there. */
export function placeOfEvent(sequence: number, nth: number): string {
  return `${padded(sequence)}.${String(Math.min(nth, MESSAGE - 1)).padStart(2, '0')}`;
}

/** A place behind all that came with `sequence` and before what comes next. `tie` keeps two of them apart. */
export function placeBehind(sequence: number, tie: string): string {
  return `${padded(sequence)}.99${tie}`;
}

/** The place of a message that waits to be sent. */
export function placeInQueue(order: number): string {
  return `${WAITING}${padded(order)}`;
}

/** Whether the message at this place waits to be sent. */
export function isInQueue(place: string): boolean {
  return place.startsWith(WAITING);
}

/** The sequence number of a place that the relay has given; 0 for one in the queue. */
export function sequenceOf(place: string): number {
  return isInQueue(place) ? 0 : Number.parseInt(place.slice(0, DIGITS), 10);
}
