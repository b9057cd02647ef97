import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const relay = `http://localhost:${process.env.TACIT_PORT ?? '8080'}`;

/** Builds the client. What it may not do follows from the page's Content-Security-Policy, which the relay sends. */
export default defineConfig({
  root: fileURLToPath(new URL('client', import.meta.url)),
  plugins: [
    react(),
    // React Aria brings its words in thirty languages; the app speaks one so far.
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
  ],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('dist/client', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // The policy allows no data: addresses but for images, and no script in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Source maps would hand the whole source to whoever opens the page; it is public, but it is not small.
    sourcemap: false,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/socket.io': { target: relay, ws: true, changeOrigin: true } },
  },
});
