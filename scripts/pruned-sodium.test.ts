import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import sodium from 'libsodium-wrappers-sumo';
import { afterAll, describe, expect, it } from 'vitest';
import { namesOf, pruneSodium } from './pruned-sodium.ts';

const packed = readFileSync(
  'node_modules/libsodium-wrappers-sumo/dist/modules-sumo-esm/libsodium-wrappers.mjs',
  'utf8',
);
const used = namesOf(readFileSync('client/src/core/crypto/primitives.ts', 'utf8'), 'sodium');
// Beside the packages, so that it finds the library that it wraps.
const folder = mkdtempSync(path.join('node_modules', '.tacit-sodium-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('libsodium’s wrappers, pruned', () => {
  it('are those that are used, and the same ones', async () => {
    const file = path.join(folder, 'pruned.mjs');
    writeFileSync(file, pruneSodium(packed, used));
    const { default: pruned }: { default: typeof sodium } = await import(pathToFileURL(file).href);
    await Promise.all([pruned.ready, sodium.ready]);
    for (const name of used) {
      const [ours, theirs]: unknown[] = [Reflect.get(pruned, name), Reflect.get(sodium, name)];
      expect(typeof ours, name).toBe(typeof theirs);
      expect(ours, name).toBeDefined();
      if (typeof ours === 'function') expect(String(ours), name).toBe(String(theirs));
      else if (typeof ours !== 'object') expect(ours, name).toBe(theirs);
    }
    expect(Reflect.get(pruned, 'crypto_box_easy')).toBeUndefined();
    expect(Buffer.from(pruned.crypto_hash_sha256('abc')).toString('hex')).toMatch(/^ba7816bf/);
  });

  it('are not made from what is not there', () => {
    expect(() => pruneSodium(packed, new Set(['crypto_magic']))).toThrow('crypto_magic');
    expect(() => pruneSodium('export default {}', used)).toThrow('another way');
    expect(() => pruneSodium(packed.replace('a=[C,', 'a=['), used)).toThrow('another way');
  });
});
