import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { parseAppLink, parsePermalink, parsePermalinkFragment, permalinkUrl, roomLinkUrl } from './permalink.ts';

const ORIGIN = 'https://chat.example';
const id = fc.stringMatching(/^[A-Za-z0-9_-]{21}[AQgw]$/);
const link = fc.record({
  conversation: id.map((text) => text as GroupId),
  author: id.map((text) => text as UserId),
  message: id.map((text) => text as MessageId),
});

it('is read as what it was made of, here and nowhere else', () => {
  fc.assert(
    fc.property(link, (one) => {
      const url = permalinkUrl(ORIGIN, one);
      expect(parsePermalink(url, ORIGIN)).toEqual(one);
      expect(parsePermalink(url, 'https://other.example')).toBeUndefined();
      // Nothing but the address of the app goes to a server.
      expect(new URL(url).pathname + new URL(url).search).toBe('/');
    }),
  );
});

it('of a room is read as what it was made of, with at most three moderators', () => {
  const room = fc.record({
    room: id.map((text) => text as GroupId),
    moderators: fc.array(
      id.map((text) => text as UserId),
      { minLength: 1, maxLength: 5 },
    ),
  });
  fc.assert(
    fc.property(room, (one) => {
      const url = roomLinkUrl(ORIGIN, one);
      expect(parseAppLink(url, ORIGIN)).toEqual({ ...one, moderators: one.moderators.slice(0, 3) });
      expect(new URL(url).pathname + new URL(url).search).toBe('/');
    }),
  );
  for (const part of ['room/', 'room/AAAAAAAAAAAAAAAAAAAAAA', 'room/AAAAAAAAAAAAAAAAAAAAAA/x']) {
    expect(parseAppLink(`${ORIGIN}/#${part}`, ORIGIN)).toBeUndefined();
  }
});

it.each([
  'message/',
  'message/a/b/c',
  'join/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAA',
  'message/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAA',
  'message/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAA/more',
])('is nothing when it is %s', (fragment) => {
  expect(parsePermalinkFragment(fragment)).toBeUndefined();
});
