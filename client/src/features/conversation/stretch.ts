/** The part of a timeline that one window looks at: what lies around the place to which somebody jumped, or the newest. */
import type { MessageView, TimelineKey, TimelineSnapshot } from '#client/bridge/port.ts';

export interface Stretch {
  readonly entries: readonly MessageView[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** The entries around `place` between which nothing is missing; without it, those that go to the newest. */
export function stretchOf(
  { entries, hasOlder, breaks = [] }: TimelineSnapshot,
  place: TimelineKey | undefined,
): Stretch {
  if (breaks.length === 0) return { entries, hasOlder, hasNewer: false };
  const from = breaks.findLast((key) => place === undefined || key <= place);
  const to = place === undefined ? undefined : breaks.find((key) => key > place);
  return {
    entries: entries.filter(({ key }) => (from === undefined || key >= from) && (to === undefined || key < to)),
    hasOlder: hasOlder || from !== undefined,
    hasNewer: to !== undefined,
  };
}
