import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRelay, type Relay } from '#server/app.ts';
import { createHttp, httpRoutes } from './http.ts';

let folder: string;
let relay: Relay;
let origin: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tacit-http-'));
  const client = path.join(folder, 'client');
  mkdirSync(path.join(client, 'assets'), { recursive: true });
  writeFileSync(path.join(client, 'index.html'), '<!doctype html><title>Tacit</title>');
  writeFileSync(path.join(client, 'assets', 'app-abc123.js'), 'export {};');
  writeFileSync(path.join(client, 'icon.svg'), '<svg/>');
  writeFileSync(path.join(folder, 'secret.txt'), 'SECRET');
  relay = await createRelay({
    port: 0,
    logLevel: 'silent',
    dataFolder: path.join(folder, 'data'),
    clientFolder: client,
  });
  ({ origin } = await relay.listen());
});
afterEach(async () => {
  await relay.close();
  rmSync(folder, { recursive: true, force: true });
});

it('has the routes that the table lists, and no other', () => {
  const app = createHttp({
    clientFolder: undefined,
    ready: () => true,
    secure: false,
    log: { info() {}, warn() {}, error() {} },
  });
  const layers: { route?: { path: string; methods?: Record<string, boolean> } }[] = app.router.stack;
  const found = layers.flatMap(({ route }) =>
    route ? Object.keys(route.methods ?? {}).map((method) => `${method} ${route.path}`) : [],
  );
  expect(found).toEqual(httpRoutes.map(({ method, path: where }) => `${method} ${where}`));
});

it('sends the strict policy with every answer', async () => {
  for (const where of ['/', '/livez', '/assets/app-abc123.js', '/assets/none.js', '/any/page']) {
    const { headers } = await fetch(`${origin}${where}`);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self' 'wasm-unsafe-eval';" +
        "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=';img-src 'self' blob: data:;" +
        "media-src 'self' blob:;font-src 'self';connect-src 'self';worker-src 'self';manifest-src 'self';" +
        "base-uri 'none';form-action 'self';frame-ancestors 'none';require-trusted-types-for 'script';trusted-types tacit",
    );
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

it('serves the page everywhere, and keeps only what has a hash in its name', async () => {
  for (const where of ['/', '/rooms/1']) {
    const page = await fetch(`${origin}${where}`);
    expect(await page.text()).toContain('Tacit');
    expect(page.headers.get('cache-control')).toBe('no-cache');
  }
  const asset = await fetch(`${origin}/assets/app-abc123.js`);
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect((await fetch(`${origin}/assets/none.js`)).status).toBe(404);
  expect((await fetch(`${origin}/icon.svg`)).headers.get('cache-control')).toBe('no-cache');
});

it('gives nothing from outside of its folder (AT-23)', async () => {
  for (const where of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/%00',
  ]) {
    expect(await (await fetch(`${origin}${where}`)).text()).not.toContain('SECRET');
  }
});

it('takes no method but GET and HEAD', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    expect((await fetch(`${origin}/`, { method })).status).toBe(404);
  }
});

it('says whether it lives and takes calls', async () => {
  expect((await fetch(`${origin}/livez`)).status).toBe(200);
  expect((await fetch(`${origin}/readyz`)).status).toBe(200);
  let holds = true;
  const parts = {
    clientFolder: undefined,
    ready: () => holds,
    secure: true,
    log: { info() {}, warn() {}, error() {} },
  };
  const server = createHttp(parts).listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  holds = false;
  const answer = await fetch(`http://localhost:${port}/readyz`);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=63072000');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
