import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GroupId, parseId } from '#shared/ids/index.ts';
import { isPrivateMessage, isWelcome } from './mls-header.ts';
import { privateMessage, welcome } from './testing/messages.ts';

const group = parseId<GroupId>('A'.repeat(22));
const other = parseId<GroupId>(`${'A'.repeat(21)}Q`);

describe('the outside of MLS messages', () => {
  it('is read whatever the size', () => {
    for (const size of [0, 63, 64, 16_383, 16_384, 100_000]) {
      expect(isPrivateMessage(privateMessage(group, 7n, 'commit', new Uint8Array(size)), group, 7n, 'commit')).toBe(
        true,
      );
      expect(isWelcome(welcome(new Uint8Array(size)))).toBe(true);
    }
    expect(
      isPrivateMessage(privateMessage(group, 2n ** 64n - 1n, 'application'), group, 2n ** 64n - 1n, 'application'),
    ).toBe(true);
  });

  const good = privateMessage(group, 7n, 'application');
  it.each([
    ['a PublicMessage', good.with(3, 1)],
    ['a Welcome', good.with(3, 3)],
    ['another version of MLS', good.with(1, 2)],
    ['another group', privateMessage(other, 7n, 'application')],
    ['another epoch', privateMessage(group, 8n, 'application')],
    ['a commit where a message is expected', privateMessage(group, 7n, 'commit')],
    ['a standalone proposal', privateMessage(group, 7n, 'proposal')],
    ['bytes after the end', Uint8Array.of(...good, 0)],
    ['a length with a second spelling', Uint8Array.of(...good.subarray(0, 4), 0x40, ...good.subarray(4))],
    ['nothing', new Uint8Array()],
  ])('refuses %s', (_name, message) => {
    expect(isPrivateMessage(good, group, 7n, 'application')).toBe(true);
    expect(isPrivateMessage(message, group, 7n, 'application')).toBe(false);
  });

  it('is not taken from any cut or random bytes', () => {
    for (let length = 0; length < good.length; length += 1) {
      expect(isPrivateMessage(good.subarray(0, length), group, 7n, 'application')).toBe(false);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(isPrivateMessage(bytes, group, 7n, 'application')).toBe(false);
        expect(isWelcome(Uint8Array.of(1, ...bytes))).toBe(false);
      }),
    );
  });
});
