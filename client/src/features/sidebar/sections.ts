/** The sidebar's order, which the keyboard follows too. */
import type { ConversationSummary, SidebarSection } from '#client/bridge/port.ts';

export interface SectionOf {
  readonly id: SidebarSection;
  readonly conversations: readonly ConversationSummary[];
}

/** Favourites, then direct conversations, then rooms; in each, the newest words first. */
export function sidebarSections(conversations: readonly ConversationSummary[]): readonly SectionOf[] {
  const sorted = [...conversations].sort((left, right) => right.lastAt - left.lastAt);
  const other = sorted.filter(({ preferences }) => !preferences.favourite);
  return [
    { id: 'favourites', conversations: sorted.filter(({ preferences }) => preferences.favourite) },
    { id: 'direct', conversations: other.filter(({ kind }) => kind === 'direct') },
    { id: 'rooms', conversations: other.filter(({ kind }) => kind === 'room') },
  ];
}

/** Whether a conversation asks to be looked at. A muted one never does. */
export function asksForAttention({ unread, newReplies, preferences }: ConversationSummary): boolean {
  return !preferences.muted && (unread > 0 || newReplies !== undefined || preferences.markedUnread);
}
