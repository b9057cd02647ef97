import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRelay, type Relay } from '#server/app.ts';
import { emptyState } from '#shared/org-log/index.ts';
import { createHttp, type HttpParts, httpRoutes } from './http.ts';

const unwitnessed: HttpParts['witnessed'] = {
  state: emptyState(),
  checkpoint: null,
  relayLogKey: new Uint8Array(32),
  consistency: () => undefined,
  addCosignature: () => false,
  crypto: { sha256: (bytes) => bytes },
};

let folder: string;
let relay: Relay;
let origin: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tacit-http-'));
  const client = path.join(folder, 'client');
  mkdirSync(path.join(client, 'assets'), { recursive: true });
  writeFileSync(path.join(client, 'index.html'), '<!doctype html><title>Tacit</title>');
  writeFileSync(path.join(client, 'assets', 'app-abc123.js'), 'export {};');
  writeFileSync(path.join(client, 'assets', 'app-abc123.js.br'), brotliCompressSync('export {};'));
  writeFileSync(path.join(client, 'assets', 'app-abc123.js.gz'), gzipSync('export {};'));
  writeFileSync(path.join(client, 'assets', 'sodium-abc123.wasm'), '\0asm');
  writeFileSync(path.join(client, 'assets', 'app-abc123.css'), 'a {}');
  writeFileSync(path.join(client, 'manifest.webmanifest'), '{}');
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
    witnessed: unwitnessed,
    log: { info() {}, warn() {}, error() {} },
  });
  const layers: { route?: { path: string; methods?: Record<string, boolean> } }[] = app.router.stack;
  const found = layers.flatMap(({ route }) =>
    route ? Object.keys(route.methods ?? {}).map((method) => `${method} ${route.path}`) : [],
  );
  expect(found).toEqual(httpRoutes.map(({ method, path: where }) => `${method} ${where}`));
});

it('knows nobody: whatever a caller shows, it gets what everybody gets', async () => {
  const shown = { authorization: 'Bearer owner', cookie: 'session=owner', 'x-forwarded-for': '127.0.0.1' };
  for (const { method, path: where } of httpRoutes) {
    const url = `${origin}${where.replace(/[:{*}]/g, '')}`;
    const asked = async (headers: Record<string, string>) => {
      const answer = await fetch(url, { method, headers });
      return { status: answer.status, body: await answer.text(), cookie: answer.headers.get('set-cookie') };
    };
    expect(await asked(shown)).toEqual({ ...(await asked({})), cookie: null });
  }
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

/** As `fetch`, but says exactly what the test says and undoes no encoding. */
function ask(where: string, headers: Readonly<Record<string, string>>) {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const asked = request(`${origin}${where}`, { headers }, (response) => {
        const body: Buffer[] = [];
        response.on('data', (bytes: Buffer) => body.push(bytes));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(body) }),
        );
      });
      asked.on('error', reject).end();
    },
  );
}

it('serves what the build compressed to whom takes it, under the type and the caching of the file itself', async () => {
  const where = '/assets/app-abc123.js?from=test';
  const plain = Buffer.from('export {};');
  for (const [accepts, encoding, body] of [
    ['gzip, deflate, br, zstd', 'br', brotliCompressSync(plain)],
    ['gzip, deflate', 'gzip', gzipSync(plain)],
    ['br;q=0, gzip', 'gzip', gzipSync(plain)],
    ['identity', undefined, plain],
    ['', undefined, plain],
  ] as const) {
    const answer = await ask(where, { 'accept-encoding': accepts });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.body).toEqual(body);
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.vary).toBe('Accept-Encoding');
    const etag = String(answer.headers.etag);
    const again = await ask(where, { 'accept-encoding': accepts, 'if-none-match': etag });
    expect(again.status).toBe(304);
  }
  const uncompressed = await ask('/assets/app-abc123.css', { 'accept-encoding': 'br, gzip' });
  expect([uncompressed.status, uncompressed.headers['content-encoding']]).toEqual([200, undefined]);
  const missing = await ask('/assets/none.js', { 'accept-encoding': 'br, gzip' });
  expect([missing.status, missing.headers['content-encoding']]).toEqual([404, undefined]);
});

it('names the types that browsers insist on', async () => {
  for (const [where, type] of [
    ['/assets/sodium-abc123.wasm', 'application/wasm'],
    ['/assets/app-abc123.css', 'text/css; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
    ['/rooms/1', 'text/html; charset=utf-8'],
  ]) {
    const { headers } = await fetch(`${origin}${where}`);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

it('lets nobody keep an answer that is an error', async () => {
  const file = (await ask('/assets/app-abc123.js', {})).headers.etag;
  for (const headers of [{ 'if-match': '"other"' }, { 'if-match': '"other"', 'accept-encoding': 'br' }]) {
    const answer = await ask('/assets/app-abc123.js', headers);
    expect(answer.status).toBe(412);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers.etag).not.toBe(file);
    expect(answer.body.toString()).toBe('There is nothing here.\n');
  }
  expect((await fetch(`${origin}/assets/none.js`)).headers.get('cache-control')).toBe('no-store');
});

it('tells a new page from the old one by its content, as repeatable builds give every file one time', async () => {
  const file = path.join(folder, 'client', 'index.html');
  const pageAt = async (hash: string) => {
    writeFileSync(file, `<!doctype html><script src="/assets/app-${hash}.js"></script>`);
    utimesSync(file, 1, 1);
    return ask('/', {});
  };
  const old = await pageAt('abc123');
  const headers = { 'if-none-match': String(old.headers.etag), 'if-modified-since': new Date().toUTCString() };
  expect((await ask('/', { 'if-none-match': headers['if-none-match'] })).status).toBe(304);
  await pageAt('def456');
  for (const where of ['/', '/rooms/1', '/index.html']) {
    const now = await ask(where, headers);
    expect(now.status).toBe(200);
    expect(now.body.toString()).toContain('def456');
  }
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
    witnessed: unwitnessed,
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
