import { useCallback, useEffect, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { TimelineId, TimelineKey } from '#client/bridge/port.ts';
import { say } from '#client/ui/toast.tsx';

/** How long the message to which one has jumped stands out, in ms. */
const FLASH_MS = 2_500;

/** A place in the timeline to look at. */
export interface Jump {
  readonly key: TimelineKey;
}

/**
 * Follows jumps: fetches what stands around the place, then names it. `place` is where this window looks, undefined: at the
 * newest; `target` is the message, which stands out while `flashing`; `leave` goes back to the newest.
 */
export function useJump(timeline: TimelineId, jump: Jump | undefined) {
  const core = useCore();
  const [place, setPlace] = useState<TimelineKey>();
  const [target, setTarget] = useState<Jump>();
  const [flashing, setFlashing] = useState(false);
  useEffect(() => {
    if (jump === undefined) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void core.loadAround(timeline, jump.key).then((answer) => {
      if (over) return;
      if (!answer.ok) {
        say(answer.problem.sentence, answer.problem.nextStep);
        return;
      }
      setPlace(jump.key);
      setTarget(jump);
      setFlashing(true);
      timer = setTimeout(() => setFlashing(false), FLASH_MS);
    });
    return () => {
      over = true;
      clearTimeout(timer);
      setFlashing(false);
    };
  }, [core, timeline, jump]);
  const leave = useCallback(() => {
    setPlace(undefined);
    setTarget(undefined);
  }, []);
  return { place, target, flashing, leave };
}
