import { expect, it } from 'vitest';
import { type BuiltFiles, catalogLoad, firstLoad, type Manifest, verdict, workerLoad } from './budget-parts.ts';

const manifest: Manifest = {
  'index.html': {
    file: 'assets/index-1.js',
    isEntry: true,
    dynamicImports: ['app.tsx', 'src/words/vi/index.ts'],
    css: ['assets/index-2.css'],
  },
  'app.tsx': {
    file: 'assets/app-3.js',
    imports: ['index.html', '_shared.js'],
    dynamicImports: ['emoji.ts'],
    css: ['assets/app-4.css'],
    assets: ['assets/core.worker-5.js', 'assets/logo-6.svg'],
  },
  '_shared.js': { file: 'assets/shared-7.js', css: ['assets/app-4.css'] },
  'emoji.ts': { file: 'assets/emoji-8.js' },
  'src/words/vi/index.ts': { file: 'assets/vi-12.js', imports: ['_shared.js'] },
};
const files: BuiltFiles = new Map(
  [
    ['assets/index-1.js', 'import("./app-3.js")'],
    ['assets/index-2.css', ''],
    ['assets/app-3.js', '"/assets/core.worker-5.js"'],
    ['assets/app-4.css', ''],
    ['assets/core.worker-5.js', 'import"./part-11.js"; fetch("/assets/lib-9.wasm"); import("./later-10.js")'],
    ['assets/shared-7.js', ''],
    ['assets/emoji-8.js', ''],
    ['assets/lib-9.wasm', ''],
    ['assets/later-10.js', '"./core.worker-5.js"'],
    ['assets/part-11.js', ''],
  ].map(([name = '', text = '']) => [name, { text, raw: 1000, gzip: 100 }]),
);

it('counts what the page pulls in at once, each file once, and not what it loads later', () => {
  expect(firstLoad(manifest).sort()).toEqual([
    'assets/app-3.js',
    'assets/app-4.css',
    'assets/index-1.js',
    'assets/index-2.css',
    'assets/shared-7.js',
  ]);
});

it('counts each language apart from the page that all load', () => {
  expect(catalogLoad(manifest)).toEqual([{ language: 'vi', files: ['assets/vi-12.js'] }]);
});

it('counts what the worker names, and not what it loads later', () => {
  expect(workerLoad(manifest, files).sort()).toEqual([
    'assets/core.worker-5.js',
    'assets/lib-9.wasm',
    'assets/part-11.js',
  ]);
});

it('fails above a budget, and when there is nothing to measure', () => {
  const part = { name: 'worker', files: workerLoad(manifest, files) };
  expect(verdict(files, [{ ...part, budget: 300 }]).holds).toBe(true);
  const over = verdict(files, [
    { ...part, budget: 299 },
    { name: 'page', files: firstLoad(manifest), budget: 1000 },
  ]);
  expect(over.holds).toBe(false);
  expect(over.lines.join('\n')).toMatch(/worker +3\.0 kB +0\.3 kB +0\.3 kB {2}exceeded/);
  expect(verdict(files, [{ name: 'worker', files: [], budget: 300 }]).holds).toBe(false);
  expect(() => verdict(files, [{ name: 'worker', files: ['assets/gone.js'], budget: 300 }])).toThrow('not built');
  expect(() => firstLoad({ 'index.html': { file: 'a.js', isEntry: true, imports: ['gone'] } })).toThrow('gone');
});
