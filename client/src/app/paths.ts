/** Where the pages of the app are. Ids only: no name and no word of a conversation ever stands in an address. */
import { type GroupId, isId, parseId } from '#shared/ids/index.ts';

export const paths = {
  home: '/',
  conversation: (id: GroupId) => `/c/${id}`,
  details: (id: GroupId) => `/c/${id}/details`,
  people: '/people',
  invitations: '/invitations',
  settings: '/settings',
} as const;

/** The id in an address; undefined when it is none. */
export function groupIdOf(text: string | undefined): GroupId | undefined {
  return isId(text) ? parseId<GroupId>(text) : undefined;
}
