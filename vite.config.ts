import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compressedAssets } from './scripts/compressed-assets.ts';
import { detachedWasm } from './scripts/detached-wasm.ts';
import { prunedSodium } from './scripts/pruned-sodium.ts';
import { serviceWorker } from './scripts/service-worker.ts';
import { websocketOnly } from './scripts/websocket-only.ts';

const relay = `http://localhost:${process.env.TACIT_PORT ?? '8080'}`;

/** Builds the client. What it may not do follows from the page's Content-Security-Policy, which the relay sends. */
export default defineConfig({
  root: fileURLToPath(new URL('client', import.meta.url)),
  plugins: [
    react(),
    // React Aria brings its words in thirty languages; the app speaks one so far.
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
    compressedAssets(),
    serviceWorker(),
  ],
  worker: { format: 'es', plugins: () => [...prunedSodium(), detachedWasm(), ...websocketOnly(), ownProvider()] },
  // The worker's packages too are made ready before a browser asks; found one by one, they would reload the page each time.
  optimizeDeps: { entries: ['index.html', 'src/worker/core.worker.ts'] },
  build: {
    outDir: fileURLToPath(new URL('dist/client', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // The policy allows no data: addresses but for images, and no script in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Source maps would hand the whole source to whoever opens the page; it is public, but it is not small.
    sourcemap: false,
    // For `npm run budget`, which judges sizes in place of Vite's warning. The relay serves no folder that begins with a dot.
    manifest: true,
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/socket.io': { target: relay, ws: true, changeOrigin: true } },
  },
});

/**
 * ts-mls names the libraries of its default provider, which nothing of ours uses: ours stands on libsodium. They are left
 * out of the worker, and a build that would still want one of them fails, here and not in a person's browser.
 */
function ownProvider(): Plugin {
  const libraries = /^@(?:hpke|noble)\//;
  return {
    name: 'tacit:own-provider',
    apply: 'build',
    enforce: 'pre',
    resolveId: {
      filter: { id: libraries },
      handler: (id) => ({ id, external: true, moduleSideEffects: false }),
    },
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        const wanted = chunk.type === 'chunk' ? [...chunk.imports, ...chunk.dynamicImports] : [];
        for (const name of wanted) if (libraries.test(name)) this.error(`the worker would load ${name}`);
      }
    },
  };
}
