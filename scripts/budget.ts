/** `npm run budget`: what a browser loads before a person sees anything, compressed, against what we allow ourselves. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuiltFiles, catalogLoad, firstLoad, type Manifest, verdict, workerLoad } from './budget-parts.ts';

const KB = 1000;
const PAGE_BUDGET = 300 * KB;
/** On top of the page, for whoever speaks it. */
const LANGUAGE_BUDGET = 40 * KB;
const WORKER_BUDGET = 260 * KB;

const folder = 'dist/client';
const manifestFile = path.join(folder, '.vite/manifest.json');
if (!existsSync(manifestFile)) {
  console.error('There is no built client. Run: npm run build');
  process.exit(1);
}
const manifest: Manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(path.sep).join('/'));
const files: BuiltFiles = new Map(
  names
    .filter((name) => /^assets\/.+\.(?:js|css|wasm)$/.test(name))
    .map((name) => {
      const bytes = readFileSync(path.join(folder, name));
      return [name, { text: bytes.toString('latin1'), raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length }];
    }),
);

const { lines, holds } = verdict(files, [
  { name: 'page', files: firstLoad(manifest), budget: PAGE_BUDGET },
  ...catalogLoad(manifest).map((one) => ({
    name: `language ${one.language}`,
    files: one.files,
    budget: LANGUAGE_BUDGET,
  })),
  { name: 'worker', files: workerLoad(manifest, files), budget: WORKER_BUDGET },
]);
console.log(lines.join('\n'));
process.exitCode = holds ? 0 : 1;
