/** Where the pages of the app are. Ids only: no name and no word of a conversation ever stands in an address. */
import type { ThreadId } from '#client/bridge/port.ts';
import type { AdminPlace } from '#client/features/admin/places.ts';
import { type GroupId, isId, parseId, type SecurityGroupId, type UserId } from '#shared/ids/index.ts';

export const paths = {
  home: '/',
  conversation: (id: GroupId) => `/c/${id}`,
  details: (id: GroupId) => `/c/${id}/details`,
  saved: '/saved',
  scheduled: '/scheduled',
  thread: (id: GroupId, thread: ThreadId) => `/c/${id}/t/${thread}`,
  people: '/people',
  invitations: '/invitations',
  settings: '/settings',
  admin: '/admin',
} as const;

/** Where a page of the administration is. */
export function adminPath(place: AdminPlace): string {
  if (place.kind === 'people') return paths.admin;
  if (place.kind === 'person') return `${paths.admin}/people/${place.user}`;
  const group = place.kind === 'policy' && place.group !== undefined ? `/${place.group}` : '';
  return `${paths.admin}/${place.kind}${group}`;
}

/** The page of the administration that a path shows, if it shows one. */
export function adminPlaceIn(path: string): AdminPlace | undefined {
  const [, first, kind, id, ...more] = path.split('/');
  if (first !== 'admin' || more.length > 0) return undefined;
  if (kind === undefined) return { kind: 'people' };
  if (kind === 'people' && isId(id)) return { kind: 'person', user: parseId<UserId>(id) };
  if (kind === 'policy' && isId(id)) return { kind, group: parseId<SecurityGroupId>(id) };
  const known =
    kind === 'owners' ||
    kind === 'groups' ||
    kind === 'policy' ||
    kind === 'keys' ||
    kind === 'invite' ||
    kind === 'log';
  return known && id === undefined ? { kind } : undefined;
}

/** The id in an address; undefined when it is none. */
export function groupIdOf(text: string | undefined): GroupId | undefined {
  return isId(text) ? parseId<GroupId>(text) : undefined;
}
