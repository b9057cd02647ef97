import { describe, expect, it } from 'vitest';
import { describeFanout } from '../testing/contract-suite.ts';
import { createInMemoryFanout } from './fanout.ts';

describe('the fan-out within one process', () => {
  describeFanout(() => {
    const fanout = createInMemoryFanout(() => {});
    return { here: fanout, there: fanout };
  });

  it('says when a subscriber failed', () => {
    const failures: unknown[] = [];
    const fanout = createInMemoryFanout((error) => failures.push(error));
    fanout.subscribe(() => {
      throw new RangeError('broken');
    });
    fanout.publish([{ kind: 'log-head', checkpoint: 'x' }]);
    expect(failures).toEqual([new RangeError('broken')]);
  });
});
