/** Where a day begins in a timeline. Times are sealed, places are not: the places are halved until the time is met. */
import type { GroupId } from '#shared/ids/index.ts';
import { isInQueue, placeInQueue, placeOfEvent, sequenceOf } from '../groups/order.ts';
import type { StoreReader } from '../storage/store.ts';

/** Before everything that waits to be sent. */
const FIRST_IN_QUEUE = placeInQueue(0);
/** Rows that are read to find one that opens. */
const AT_ONCE = 8;

/**
 * The place of the first entry at `at` or later; undefined when there is none. Senders' clocks differ, so that times do not
 * quite grow with places: what is found is where the day begins for most of them.
 */
export async function findTime(
  read: Pick<StoreReader, 'messages' | 'messagesFrom'>,
  conversation: GroupId,
  at: number,
): Promise<string | undefined> {
  const rowFrom = async (sequence: number) => {
    const rows = await read.messagesFrom({ conversation, from: placeOfEvent(sequence, 0), limit: AT_ONCE });
    return rows.find((row) => row.kind !== 'damaged' && !isInQueue(row.order));
  };
  // Nothing that the relay has placed stands behind the queue.
  const { entries } = await read.messages({ conversation, before: FIRST_IN_QUEUE, limit: 1 });
  let high = sequenceOf(entries[0]?.order ?? FIRST_IN_QUEUE) + 1;
  let low = 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = await rowFrom(middle);
    if (row === undefined || row.kind === 'damaged' || row.at >= at) high = middle;
    else low = sequenceOf(row.order) + 1;
  }
  return (await rowFrom(low))?.order;
}
