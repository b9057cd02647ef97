import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { parsePermalink, parsePermalinkFragment, permalinkUrl } from './permalink.ts';

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

it.each([
  'message/',
  'message/a/b/c',
  'join/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAA',
  'message/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAA',
  'message/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAA/more',
])('is nothing when it is %s', (fragment) => {
  expect(parsePermalinkFragment(fragment)).toBeUndefined();
});
