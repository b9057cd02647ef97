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
