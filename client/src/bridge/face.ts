/** What stands beside the name of a conversation: the same everywhere. */
import type { ConversationSummary } from './port.ts';

export function faceOf({ id, kind, peer, room }: Pick<ConversationSummary, 'id' | 'kind' | 'peer' | 'room'>) {
  return { seed: peer ?? id, square: kind === 'room', colour: room?.colour, emoji: room?.emoji };
}
