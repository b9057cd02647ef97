/** Builds the service worker behind the client: it has to name every file that the client consists of. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const ENTRY = fileURLToPath(new URL('../client/src/service-worker/service-worker.ts', import.meta.url));
/** Where it is served; its folder is what it may answer for. */
const NAME = 'sw.js';
/** What the app is made of, besides the page. Files that others were compressed to are the same files. */
const SHELL = /^(?:assets\/.+\.(?:js|css|wasm|woff2|svg|json)|[^/]+\.(?:svg|png|webmanifest))$/;

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** The plugin for the build of the client. */
export function serviceWorker(): Plugin {
  return {
    name: 'tacit:service-worker',
    apply: 'build',
    enforce: 'post',
    async writeBundle({ dir }) {
      if (dir === undefined) return;
      const names = await readdir(dir, { recursive: true });
      const files = names
        .map((name) => name.split(path.sep).join('/'))
        .filter((name) => SHELL.test(name))
        .sort();
      const page = sha256(await readFile(path.join(dir, 'index.html')));
      const contents = await Promise.all(files.map(async (name) => sha256(await readFile(path.join(dir, name)))));
      const shell = {
        version: sha256([page, ...contents].join()).slice(0, 16),
        page,
        files: files.map((name) => `/${name}`),
      };
      await writeFile(path.join(dir, NAME), await codeWith(shell));
    },
  };
}

async function codeWith(shell: object): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { TACIT_SHELL: JSON.stringify(shell) },
    build: {
      write: false,
      target: ['chrome123', 'firefox128', 'safari17.5'],
      modulePreload: false,
      // As one plain script: not every browser runs modules there.
      rolldownOptions: { input: ENTRY, output: { format: 'iife', entryFileNames: NAME } },
    },
  });
  const [result] = [built].flat();
  const chunk = result !== undefined && 'output' in result ? result.output[0] : undefined;
  if (chunk === undefined) throw new Error('the service worker was not built');
  return chunk.code;
}
