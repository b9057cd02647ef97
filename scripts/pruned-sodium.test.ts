import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { namesOf, pruneSodium } from './pruned-sodium.ts';

const packed = readFileSync(
  'node_modules/libsodium-wrappers-sumo/dist/modules-sumo-esm/libsodium-wrappers.mjs',
  'utf8',
);
const used = namesOf(readFileSync('client/src/core/crypto/primitives.ts', 'utf8'), 'sodium');
// Beside the packages, so that both find the library that they wrap.
const folder = mkdtempSync(path.join('node_modules', '.tacit-sodium-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compared = `
  import whole from 'libsodium-wrappers-sumo';
  import pruned from './pruned.mjs';
  await Promise.all([whole.ready, pruned.ready]);
  const look = (value) => (typeof value === 'object' ? 'object' : String(value));
  const said = process.argv.slice(2).map((name) => ({ name, ours: look(pruned[name]), theirs: look(whole[name]) }));
  const hash = Buffer.from(pruned.crypto_hash_sha256('abc')).toString('hex');
  console.log(JSON.stringify({ said, hash, unused: typeof pruned.crypto_box_easy, whole: typeof whole.crypto_box_easy }));
`;

describe('libsodium’s wrappers, pruned', () => {
  it('are those that are used, and the same ones', () => {
    writeFileSync(path.join(folder, 'pruned.mjs'), pruneSodium(packed, used));
    writeFileSync(path.join(folder, 'compared.mjs'), compared);
    const output = execFileSync(process.execPath, [path.join(folder, 'compared.mjs'), ...used], { encoding: 'utf8' });
    const { said, hash, unused, whole } = JSON.parse(output);
    expect(said.length).toBeGreaterThan(30);
    for (const { name, ours, theirs } of said) {
      expect(ours, name).not.toBe('undefined');
      expect(ours, name).toBe(theirs);
    }
    expect(hash).toMatch(/^ba7816bf/);
    expect([unused, whole]).toEqual(['undefined', 'function']);
  });

  it('are not made from what is not there', () => {
    expect(() => pruneSodium(packed, new Set(['crypto_magic']))).toThrow('crypto_magic');
    expect(() => pruneSodium('export default {}', used)).toThrow('another way');
    expect(() => pruneSodium(packed.replace('a=[C,', 'a=['), used)).toThrow('another way');
  });
});
