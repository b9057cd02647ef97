import type { ConversationSummary } from '#client/bridge/port.ts';

type May = { readonly change: boolean; readonly write: boolean };

// The same objects each time: what has not changed is not drawn again.
const everything: May = { change: true, write: true };
const noWords: May = { change: true, write: false };
const nothing: May = { change: false, write: false };

/** Whether anything can still be sent into a conversation, and whether that may be words. */
export function mayIn({ state, room }: ConversationSummary): May {
  const isOver =
    state.kind === 'left' || state.kind === 'removed' || state.kind === 'broken' || state.kind === 'deleted';
  if (isOver || room?.closed === true) return nothing;
  return room?.mayWrite === false ? noWords : everything;
}
