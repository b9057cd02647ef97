/**
 * Links to messages. They hold ids and nothing else, and those only behind `#`, which browsers do not send: who is no
 * member learns nothing from one, and the relay never sees it.
 */
import { type GroupId, isId, type MessageId, parseId, type UserId } from '#shared/ids/index.ts';

/** A message as everybody names it. */
export interface Permalink {
  readonly conversation: GroupId;
  readonly author: UserId;
  readonly message: MessageId;
}

const PREFIX = 'message/';

/** The whole link. `origin` is the address of the app, without a slash at its end. */
export function permalinkUrl(origin: string, { conversation, author, message }: Permalink): string {
  // Where text becomes links, dashes can end one.
  return `${origin}/#${PREFIX}${[conversation, author, message].join('/').replaceAll('-', '~')}`;
}

/** What stands behind `#`, without it; undefined when it leads to no message. */
export function parsePermalinkFragment(fragment: string): Permalink | undefined {
  if (!fragment.startsWith(PREFIX)) return undefined;
  const ids = fragment.slice(PREFIX.length).replaceAll('~', '-').split('/');
  const [conversation, author, message] = ids;
  if (ids.length !== 3 || !isId(conversation) || !isId(author) || !isId(message)) return undefined;
  return {
    conversation: parseId<GroupId>(conversation),
    author: parseId<UserId>(author),
    message: parseId<MessageId>(message),
  };
}

/** A link of this app that leads to a message; undefined for every other. */
export function parsePermalink(href: string, origin: string): Permalink | undefined {
  const start = `${origin}/#`;
  return href.startsWith(start) ? parsePermalinkFragment(href.slice(start.length)) : undefined;
}

/** A room, and whom of its moderators one asks to be brought in. */
export interface RoomLink {
  readonly room: GroupId;
  readonly moderators: readonly UserId[];
}

const ROOM_PREFIX = 'room/';
const MODERATORS_MAX = 3;

/** The whole link. It names ids and nothing else: what the room is called, only whoever sends the link can say. */
export function roomLinkUrl(origin: string, { room, moderators }: RoomLink): string {
  return `${origin}/#${ROOM_PREFIX}${[room, ...moderators.slice(0, MODERATORS_MAX)].join('/').replaceAll('-', '~')}`;
}

/** What stands behind `#`, without it; undefined when it leads to no room. */
export function parseRoomLinkFragment(fragment: string): RoomLink | undefined {
  if (!fragment.startsWith(ROOM_PREFIX)) return undefined;
  const [room, ...moderators] = fragment.slice(ROOM_PREFIX.length).replaceAll('~', '-').split('/');
  if (!isId(room) || moderators.length === 0 || moderators.length > MODERATORS_MAX || !moderators.every(isId)) {
    return undefined;
  }
  return { room: parseId<GroupId>(room), moderators: moderators.map((id) => parseId<UserId>(id)) };
}

/** A link of this app that leads somewhere inside it. */
export type AppLink = Permalink | RoomLink;

export function parseAppLinkFragment(fragment: string): AppLink | undefined {
  return parsePermalinkFragment(fragment) ?? parseRoomLinkFragment(fragment);
}

export function parseAppLink(href: string, origin: string): AppLink | undefined {
  const start = `${origin}/#`;
  return href.startsWith(start) ? parseAppLinkFragment(href.slice(start.length)) : undefined;
}
