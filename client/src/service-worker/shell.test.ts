import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerFile, answerPage, cacheName, fill, kindOf, outdated, type Shell, type ShellCache } from './shell.ts';

const html = '<!doctype html><title>Tacit</title>';
const shell: Shell = {
  version: 'abc',
  page: createHash('sha256').update(html).digest('hex'),
  files: ['/assets/app-1.js', '/mark.svg'],
};
const origin = 'https://chat.example';

function memoryCache(): ShellCache & { readonly kept: Map<string, Response> } {
  const kept = new Map<string, Response>();
  return {
    kept,
    match: async (address) => kept.get(address)?.clone(),
    put: async (address, response) => void kept.set(address, response),
  };
}
const never = () => new Promise<void>(() => undefined);
const silent = () => new Promise<Response>(() => undefined);
const at =
  (page = html) =>
  async (address: string) =>
    new Response(address === '/' ? page : address);

describe('the shell', () => {
  it('is the page and the files of one build, and nothing else', async () => {
    const cache = memoryCache();
    await fill(shell, cache, at());
    expect([...cache.kept.keys()].sort()).toEqual(['/', '/assets/app-1.js', '/mark.svg']);
    expect(await (await answerPage(cache, () => Promise.reject(new Error('offline')), never)).text()).toBe(html);
    expect(await (await answerFile('/mark.svg', cache, silent)).text()).toBe('/mark.svg');
  });

  it('is not kept in halves: not of another build, and not when a file is missing', async () => {
    const cache = memoryCache();
    await expect(fill(shell, cache, at('<title>Other</title>'))).rejects.toThrow();
    const missing = async (address: string) => new Response(html, { status: address === '/mark.svg' ? 404 : 200 });
    await expect(fill(shell, cache, missing)).rejects.toThrow();
    expect(cache.kept.size).toBe(0);
  });

  it('gives way to the network where that has a page, and stands in for one that is silent or broken', async () => {
    const cache = memoryCache();
    await fill(shell, cache, at());
    const fresh = await answerPage(cache, async () => new Response('new'), never);
    expect(await fresh.text()).toBe('new');
    expect(await (await answerPage(cache, silent, async () => undefined)).text()).toBe(html);
    expect(await (await answerPage(cache, async () => new Response('', { status: 502 }), never)).text()).toBe(html);
  });

  it('has nothing to do with what the relay answers, with other origins, or with what is not only read', () => {
    const get = { method: 'GET', mode: 'cors' };
    expect(kindOf({ ...get, url: `${origin}/assets/app-1.js` }, origin, shell)).toBe('file');
    expect(kindOf({ ...get, url: `${origin}/c/1`, mode: 'navigate' }, origin, shell)).toBe('page');
    for (const one of [
      { ...get, url: `${origin}/socket.io/?EIO=4&transport=polling` },
      { ...get, url: `${origin}/assets/app-1.js?x=1` },
      { ...get, url: 'https://evil.example/assets/app-1.js' },
      { ...get, url: 'https://evil.example/', mode: 'navigate' },
      { ...get, url: `${origin}/`, mode: 'navigate', method: 'POST' },
    ]) {
      expect(kindOf(one, origin, shell), one.url).toBe('other');
    }
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const kind = kindOf({ ...get, url: `${origin}${path}` }, origin, shell);
        return kind === 'file' ? shell.files.includes(path) : kind === 'other';
      }),
    );
  });

  it('of another build goes when this one is there; what is not a shell stays', () => {
    expect(outdated(['tacit-shell-old', cacheName(shell), 'something'], shell)).toEqual(['tacit-shell-old']);
  });
});
