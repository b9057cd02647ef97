/** The sidebar's order, which the keyboard follows too. */
import type { ConversationSummary, SidebarSection } from '#client/bridge/port.ts';

export interface SectionOf {
  readonly id: SidebarSection | 'archived';
  readonly conversations: readonly ConversationSummary[];
}

/** Favourites, then direct conversations, then rooms, and what was put away; in each, the newest words first. */
export function sidebarSections(conversations: readonly ConversationSummary[]): readonly SectionOf[] {
  const sorted = [...conversations].sort((left, right) => right.lastAt - left.lastAt);
  const here = sorted.filter(({ preferences }) => !preferences.archived);
  const other = here.filter(({ preferences }) => !preferences.favourite);
  return [
    { id: 'favourites', conversations: here.filter(({ preferences }) => preferences.favourite) },
    { id: 'direct', conversations: other.filter(({ kind }) => kind === 'direct') },
    { id: 'rooms', conversations: other.filter(({ kind }) => kind === 'room') },
    { id: 'archived', conversations: sorted.filter(({ preferences }) => preferences.archived) },
  ];
}

/** Whether a conversation asks to be looked at. A muted one never does, and neither does one that was put away. */
export function asksForAttention({ unread, newReplies, preferences }: ConversationSummary): boolean {
  const quiet = preferences.muted || preferences.archived;
  return !quiet && (unread > 0 || newReplies !== undefined || preferences.markedUnread);
}
