import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#shared/encoding/index.ts';
import { ready } from '../crypto/primitives.ts';
import { isRootKeyGroup, ROOT_KEY_GROUPS, readRootKey, rootKeyView, writeRootKey } from './root-key.ts';

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

  it('is read as it is typed, and out of its file; a mistaken letter is found out', () => {
    fc.assert(
      fc.property(seed, fc.nat(55), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (key, place, letter) => {
        const text = writeRootKey(key);
        expect(readRootKey(text)).toEqual(key);
        expect(
          readRootKey(`  ${text.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'i').replaceAll(' ', '\n')}`),
        ).toEqual(key);
        expect(readRootKey(decodeUtf8(rootKeyView(key, 'Northwind', 1).file.bytes))).toEqual(key);
        const at = place + Math.floor(place / 4);
        const mistaken = text.slice(0, at) + letter + text.slice(at + 1);
        if (mistaken !== text) expect(readRootKey(mistaken)).toBeUndefined();
      }),
    );
    for (const none of ['', 'A', '0000 '.repeat(13), 'x'.repeat(10_000), '\u{1F511}'.repeat(56)]) {
      expect(readRootKey(none)).toBeUndefined();
    }
  });
});
