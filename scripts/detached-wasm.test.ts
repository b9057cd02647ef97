import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { detachWasm } from './detached-wasm.ts';

const packed = readFileSync('node_modules/libsodium-sumo/dist/modules-sumo-esm/libsodium-sumo.mjs', 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'tacit-wasm-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Loads libsodium as a browser does, from a server that answers once well and then with an error. */
const asBrowser = `
  import { readFileSync } from 'node:fs';
  import make from './sodium.mjs';
  const said = { asked: [] };
  let status = 200;
  globalThis.fetch = async (...asked) => {
    said.asked.push(asked);
    return new Response(readFileSync('sodium.wasm'), { status, headers: { 'content-type': 'application/wasm' } });
  };
  const sodium = await make({ getRandomValue: () => 4 });
  said.started = sodium._sodium_init();
  const [input, out] = [sodium._malloc(3), sodium._malloc(32)];
  sodium.HEAPU8.set(new TextEncoder().encode('abc'), input);
  sodium._crypto_hash_sha256(out, input, 3, 0);
  said.hash = Buffer.from(sodium.HEAPU8.slice(out, out + 32)).toString('hex');
  status = 404;
  said.missing = await make({ getRandomValue: () => 4 }).then(() => 'made', () => 'refused');
  console.log(JSON.stringify(said));
`;

it('gives the same libsodium, from the bytes of the package and from no others', async () => {
  let wasm = new Uint8Array();
  const script = detachWasm(packed, (found) => {
    wasm = found;
    return "'/assets/libsodium.wasm'";
  });
  expect(packed).toContain(Buffer.from(wasm).toString('base64'));
  expect(script.length).toBeLessThan(50_000);

  writeFileSync(path.join(folder, 'sodium.mjs'), script);
  writeFileSync(path.join(folder, 'sodium.wasm'), wasm);
  writeFileSync(path.join(folder, 'browser.mjs'), asBrowser);
  const said = JSON.parse(execFileSync(process.execPath, ['browser.mjs'], { cwd: folder, encoding: 'utf8' }));
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', wasm)).toString('base64');
  const asked = ['/assets/libsodium.wasm', { integrity: `sha256-${digest}` }];
  expect(said).toEqual({
    asked: [asked, asked],
    started: 0,
    // FIPS 180-4, "abc"
    hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    missing: 'refused',
  });
});

it('refuses a script that is built otherwise', () => {
  const long = 'A'.repeat(20_000);
  const whole = `async function a(o){o.instantiateWasm;"${long}"}export default a;`;
  expect(() => detachWasm(whole, String)).toThrow('no WebAssembly');
  for (const other of [
    whole.replace(long, ''),
    `${whole.slice(0, 10)}"${long}"${whole.slice(10)}`,
    whole.replace('export default a;', 'export{a as default};'),
    whole.replace('.instantiateWasm', ''),
  ]) {
    expect(() => detachWasm(other, String)).toThrow('built in another way');
  }
});
