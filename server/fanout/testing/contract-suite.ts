/** What every fan-out has to keep of its contract; run against each implementation. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Fanout, FanoutEvent } from '../contract.ts';

/** `open` gives two ends of one fan-out; within one process they are the same. */
export function describeFanout(open: () => { here: Fanout; there: Fanout }): void {
  let ends: { here: Fanout; there: Fanout };
  const head = (number: number): FanoutEvent => ({ kind: 'log-head', checkpoint: String(number) });
  /** Subscribes, and resolves when `count` events have come. */
  const collect = (end: Fanout, count: number): Promise<FanoutEvent[]> =>
    new Promise((resolve) => {
      const seen: FanoutEvent[] = [];
      end.subscribe((events) => {
        seen.push(...events);
        if (seen.length >= count) resolve(seen);
      });
    });

  beforeEach(() => {
    ends = open();
  });
  afterEach(async () => {
    await ends.here.close();
    await ends.there.close();
  });

  it('gives every subscriber everything, in the order in which it was published', async () => {
    const collected = Promise.all([collect(ends.here, 4), collect(ends.there, 4), collect(ends.there, 4)]);
    ends.here.publish([head(1), head(2)]);
    ends.here.publish([]);
    ends.here.publish([head(3)]);
    ends.here.publish([head(4)]);
    for (const seen of await collected) expect(seen).toEqual([head(1), head(2), head(3), head(4)]);
  });

  it('gives nothing to one who has ended the subscription', async () => {
    const seen: FanoutEvent[] = [];
    const end = ends.there.subscribe((events) => seen.push(...events));
    const first = collect(ends.there, 1);
    ends.here.publish([head(1)]);
    await first;
    end();
    const second = collect(ends.there, 1);
    ends.here.publish([head(2)]);
    await second;
    expect(seen).toEqual([head(1)]);
  });

  it('lets no subscriber keep the events from the others', async () => {
    ends.there.subscribe(() => {
      throw new RangeError('a broken subscriber');
    });
    const collected = collect(ends.there, 1);
    ends.here.publish([head(1)]);
    expect(await collected).toEqual([head(1)]);
  });
}
