/** Messages and events as a timeline draws them. */
import type { UserId } from '#shared/ids/index.ts';
import type { MessageState, MessageView } from '../port.ts';
import { problem } from '../session/problems.ts';
import type { MessageRow } from '../storage/records.ts';
import type { DamagedMessage } from '../storage/store.ts';

/** Whether the others have the `nth` of what this device has said. */
export type Arrived = (nth: number) => boolean;

export function messageView(row: MessageRow | DamagedMessage, me: UserId, arrived: Arrived): MessageView {
  switch (row.kind) {
    case 'damaged':
      return { kind: 'event', key: row.order, at: 0, event: { kind: 'damaged' } };
    case 'event': {
      const { event } = row;
      // A row without a count says that it is not known how many.
      const known = event.kind === 'missing' && event.count === undefined ? { kind: 'missing' as const } : event;
      return {
        kind: 'event',
        key: row.order,
        at: row.at,
        event: known as Extract<MessageView, { kind: 'event' }>['event'],
      };
    }
    case 'text': {
      const { order: key, at, id, author, text } = row;
      const mine = author === me;
      const view = { kind: 'text' as const, key, at, id, author, mine, text };
      return mine ? { ...view, state: stateOf(row, arrived) } : view;
    }
  }
}

function stateOf(row: Extract<MessageRow, { kind: 'text' }>, arrived: Arrived): MessageState {
  if (row.state === 'failed') {
    const { sentence = 'The message could not be sent.', canRetry = true } = row.failure ?? {};
    return { kind: 'failed', problem: problem('relay-refused', { sentence }), canRetry };
  }
  if (row.state === 'queued') return { kind: 'queued' };
  return { kind: row.nth !== undefined && arrived(row.nth) ? 'delivered' : 'sent' };
}
