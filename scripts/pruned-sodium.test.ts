import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { namesOf, nativesOf, pruneLibrary, pruneSodium } from './pruned-sodium.ts';

const packed = readFileSync(
  'node_modules/libsodium-wrappers-sumo/dist/modules-sumo-esm/libsodium-wrappers.mjs',
  'utf8',
);
const library = readFileSync('node_modules/libsodium-sumo/dist/modules-sumo-esm/libsodium-sumo.mjs', 'utf8');
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

const BASE64 = /"([A-Za-z0-9+/]{10000,}={0,2})"/;
const wasmOf = (script: string) => Buffer.from(BASE64.exec(script)?.[1] ?? '', 'base64');

/** The sections of a module by their ids, and the bodies of its functions, found without what prunes them. */
function partsOf(wasm: Buffer) {
  let at = 8;
  const size = () => {
    for (let value = 0, unit = 1; ; unit *= 128) {
      const byte = wasm[at++] ?? 0;
      value += (byte % 128) * unit;
      if (byte < 128) return value;
    }
  };
  const sized = () => {
    const length = size();
    at += length;
    return wasm.toString('hex', at - length, at);
  };
  const sections = new Map<number, string>();
  let bodies: string[] = [];
  while (at < wasm.length) {
    const id = wasm[at++] ?? 0;
    if (id !== CODE) sections.set(id, sized());
    else {
      size();
      bodies = Array.from({ length: size() }, sized);
    }
  }
  return { sections, bodies };
}
const EXPORTS = 7;
const CODE = 10;
/** No local variables, unreachable, end. */
const TRAP = '00000b';

/** Brings the WebAssembly as the build of the worker does, from a file in place of a server. */
const brought = (script: string) => {
  const base64 = BASE64.exec(script)?.[1] ?? '';
  return `${script.replace(base64, '').replace('export default A;', '')}
    const compiled = new WebAssembly.Module(Buffer.from('${base64}', 'base64'));
    const instantiateWasm = (imports, receive) => receive(new WebAssembly.Instance(compiled, imports));
    export default (options) => A({ ...options, instantiateWasm });`;
};

/** Judges `module` by the vectors for our cryptography, and by what hostile peers send. */
function judged(module: string): string {
  const config = path.join(folder, 'vitest.config.mjs');
  const alias = { 'libsodium-wrappers-sumo': path.resolve(folder, module) };
  writeFileSync(config, `export default ${JSON.stringify({ root: process.cwd(), resolve: { alias } })};`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, '--reporter=json'];
  const { stdout } = spawnSync(process.execPath, [...args, 'client/src/core/crypto/crypto.test.ts'], {
    encoding: 'utf8',
  });
  const { success, numPassedTests, numTotalTests } = JSON.parse(stdout.slice(stdout.indexOf('{')));
  return `${success}: ${numPassedTests === numTotalTests ? 'all' : 'some'} of ${numTotalTests > 10 ? 'many' : 'few'}`;
}

describe('libsodium itself, pruned', () => {
  const wrappers = pruneSodium(packed, used);
  const build = (name: string, natives: ReadonlySet<string>) => {
    writeFileSync(path.join(folder, `${name}-library.mjs`), brought(pruneLibrary(library, natives)));
    writeFileSync(path.join(folder, `${name}.mjs`), wrappers.replace('"libsodium-sumo"', `"./${name}-library.mjs"`));
    return `${name}.mjs`;
  };

  it('is the package’s, function by function, or a trap in its place', () => {
    const pruned = partsOf(wasmOf(pruneLibrary(library, nativesOf(wrappers))));
    const whole = partsOf(wasmOf(library));
    for (const parts of [pruned, whole]) parts.sections.delete(EXPORTS);
    expect(pruned.sections).toEqual(whole.sections);
    expect(pruned.sections.size).toBeGreaterThan(7);
    expect(pruned.bodies).toHaveLength(whole.bodies.length);
    const other = pruned.bodies.filter((body, index) => body !== whole.bodies[index]);
    expect(new Set(other)).toEqual(new Set([TRAP]));
    expect(whole.bodies.length - other.length).toBeGreaterThan(100);
  });

  it('passes the vectors, and is a good part smaller', () => {
    const natives = nativesOf(wrappers);
    expect(pruneLibrary(library, natives).length).toBeLessThan(library.length * 0.65);
    expect(judged(build('right', natives))).toBe('true: all of many');
  });

  it('fails them when one function too many was left out', () => {
    const natives = nativesOf(wrappers);
    natives.delete('_crypto_sign_verify_detached');
    expect(judged(build('wrong', natives))).toBe('false: some of many');
  });

  it('is not made from what is not there', () => {
    expect(() => pruneLibrary(library, new Set(['_crypto_magic']))).toThrow('_crypto_magic');
    expect(() => pruneLibrary('export default {}', new Set())).toThrow('another way');
    expect(() => nativesOf('export default {}')).toThrow('another way');
  });
});
