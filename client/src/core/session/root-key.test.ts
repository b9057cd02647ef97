import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#shared/encoding/index.ts';
import { ready } from '../crypto/primitives.ts';
import { isRootKeyGroup, ROOT_KEY_GROUPS, rootKeyView, writeRootKey } from './root-key.ts';

beforeAll(ready);

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('the written root key', () => {
  it('is 14 groups of four, different for different keys', () => {
    fc.assert(
      fc.property(seed, seed, (one, other) => {
        expect(writeRootKey(one)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(?: [0-9A-HJKMNP-TV-Z]{4}){13}$/);
        expect(writeRootKey(one).split(' ')).toHaveLength(ROOT_KEY_GROUPS);
        expect(writeRootKey(one) === writeRootKey(other)).toBe(one.every((byte, index) => byte === other[index]));
      }),
    );
  });

  it('knows the group that was asked for, however it is typed', () => {
    const key = new Uint8Array(32).fill(8);
    const groups = writeRootKey(key).split(' ');
    for (const [index, group] of groups.entries()) {
      const typed = ` ${group.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `;
      expect(isRootKeyGroup(key, index + 1, typed)).toBe(true);
      expect(isRootKeyGroup(key, index + 1, `${group}0`)).toBe(false);
    }
    expect(isRootKeyGroup(key, 15, '')).toBe(false);
  });

  it('stands in the file with its public half', () => {
    const view = rootKeyView(new Uint8Array(32).fill(3), 'Northwind', 2);
    const file = decodeUtf8(view.file.bytes);
    expect(file).toContain(view.text);
    expect(file).toContain('Northwind');
    expect(file).toMatch(/Public key: [A-Za-z0-9_-]{43}/);
  });
});
