import { describe, expect, it } from 'vitest';
import { checkTree, importsOf, pinViolations, ruleFor, UNREADABLE, violation } from './check-imports.ts';
import { importRules, libraryDoors, pinnedPackages } from './import-rules.ts';

const value = (specifier: string) => ({ specifier, typeOnly: false });
const types = (specifier: string) => ({ specifier, typeOnly: true });

describe('the imports of a source', () => {
  it('are found in every form', () => {
    const source = [
      "import a from 'a';",
      "import type { B } from 'b'; import { type C } from 'c'; import { type D, d } from 'd';",
      'import {\n  e,\n} from "#shared/ids/index.ts";',
      "export { f } from './f.ts'; export * from './g.ts'; export type { H } from './h.ts';",
      "import 'side-effect';",
      "const lazy = await import('lazy'); const also = await import(`template`);",
      "type T = import('types').T;",
      "const worker = new Worker(new URL('./worker.ts', import.meta.url)); new URL('beside.ts', import.meta.url);",
      "import old = require('old');",
    ].join('\n');
    expect(importsOf(source, 'a.ts')).toEqual([
      value('a'),
      types('b'),
      types('c'),
      value('d'),
      value('#shared/ids/index.ts'),
      value('./f.ts'),
      value('./g.ts'),
      types('./h.ts'),
      value('side-effect'),
      value('lazy'),
      value('template'),
      types('types'),
      value('./worker.ts'),
      value('./beside.ts'),
      value('old'),
    ]);
  });

  it('are not found in comments, strings or addresses', () => {
    const source =
      "// import 'a';\n/* import 'b' */ const c = \"import 'd';\"; new URL('/e', 'https://f.example'); new URL('./data.json', import.meta.url); new URL('../client', import.meta.url);";
    expect(importsOf(source)).toEqual([]);
  });

  it('cannot hide behind a computed name', () => {
    for (const source of ["import('a' + b)", 'import(a)', 'createRequire(import.meta.url)("zod")']) {
      expect(importsOf(source)).toEqual([value(UNREADABLE)]);
      expect(violation('client/src/core/core.ts', value(UNREADABLE))).toBeDefined();
    }
  });

  it('are not guessed at when the source does not parse', () => {
    expect(() => importsOf('import { from')).toThrow();
  });
});

describe.each(importRules.map((rule) => [rule.from, rule] as const))('the rule for %s', (from, rule) => {
  const file = /\.tsx?$/.test(from) ? from : `${from}/deep/file.ts`;

  it('is the one that judges its files', () => {
    expect(ruleFor(file)).toBe(rule);
  });

  it('lets in what it lists', () => {
    for (const one of rule.may) {
      const folder = one.replace('#types', '');
      const target = folder.endsWith('.ts') ? folder : `${folder}/x.ts`;
      const up = '../'.repeat(file.split('/').length - 1);
      expect(violation(file, types(`./${up}${target}`)), one).toBeUndefined();
      if (one.endsWith('#types')) expect(violation(file, value(`./${up}${target}`)), one).toBeDefined();
    }
    for (const one of rule.packages) {
      const name = one.replace('#types', '');
      expect(violation(file, types(name === 'node' ? 'node:fs' : name)), one).toBeUndefined();
      if (one.endsWith('#types')) expect(violation(file, value(name)), one).toBeDefined();
    }
  });

  it('refuses what it does not list', () => {
    for (const name of ['left-pad', '@scope/unknown', 'jquery/plugin.js'])
      expect(violation(file, types(name))).toBeDefined();
    const listed = (name: string) => rule.packages.some((one) => one.replace('#types', '') === name);
    for (const name of ['react', 'express', 'zod', 'comlink', 'ts-mls', 'socket.io'].filter((one) => !listed(one)))
      expect(violation(file, value(name)), name).toBeDefined();
    if (!listed('node'))
      for (const name of ['node:fs', 'fs', 'crypto']) expect(violation(file, value(name))).toBeDefined();
    const up = '../'.repeat(file.split('/').length - 1);
    expect(violation(file, value(`./${up}elsewhere/x.ts`))).toBeDefined();
  });
});

describe.each(libraryDoors.map((door) => [door.library, door] as const))('the door of %s', (library, door) => {
  it('is open to its folders and to nobody else, not even to tests', () => {
    for (const folder of door.doors) expect(violation(`${folder}/x.ts`, value(library))).toBeUndefined();
    const all = [...door.doors, ...(door.exempt ?? [])];
    for (const { from } of importRules.filter(({ from }) => !from.endsWith('.ts'))) {
      if (all.some((folder) => `${from}/`.startsWith(`${folder}/`))) continue;
      expect(violation(`${from}/x.ts`, value(library)), from).toBeDefined();
      if (door.tests?.some((folder) => `${from}/`.startsWith(`${folder}/`))) continue;
      expect(violation(`${from}/x.test.ts`, value(library)), from).toBeDefined();
    }
  });
});

describe('the walls that the design names', () => {
  it.each([
    ['client/src/core/inbox/pump.ts', '../outbox/pump.ts'],
    ['client/src/core/membership/join.ts', '#core/inbox/pump.ts'],
    ['client/src/core/mls/engine.ts', '#core/storage/rows.ts'],
    ['client/src/core/port.ts', '#shared/ids/index.ts'],
    ['client/src/features/composer/Composer.tsx', '#core/core.ts'],
    ['client/src/features/composer/Composer.tsx', '#core/port.ts'],
    ['client/src/features/composer/Composer.tsx', '../rooms/Room.tsx'],
    ['client/src/features/composer/composer.test.tsx', '../rooms/Room.tsx'],
    ['client/src/ui/button.tsx', '#shared/ids/index.ts'],
    ['client/src/bridge/connect.ts', '#core/core.ts'],
    ['server/relay/accept.ts', '#server/store/sqlite/store.ts'],
    ['server/gateway/sockets.ts', '#server/store/contract.ts'],
    ['server/http/app.ts', '#client/main.tsx'],
    ['server/app.ts', '#core/content/payload.ts'],
    ['shared/wire/calls.ts', '#core/content/payload.ts'],
    ['e2e/stories/founding.spec.ts', '#core/core.ts'],
    ['client/src/core/storage/store.ts', './testing.ts'],
    ['server/app.ts', './store/testing/suite.ts'],
    ['elsewhere/file.ts', 'zod'],
  ])('%s does not import %s', (file, specifier) => {
    expect(violation(file, value(specifier))).toBeDefined();
  });
});

describe('the pinned packages', () => {
  const manifest = (range: string) => JSON.stringify({ dependencies: { 'ts-mls': range } });
  const lock = (packages: unknown) => JSON.stringify({ packages });

  it('may be there in one version only, also below another package and under another name', () => {
    const good = lock({ 'node_modules/ts-mls': { version: '1.6.4' }, 'node_modules/my-ts-mls': { version: '9.0.0' } });
    expect(pinViolations(manifest('1.6.4'), good)).toEqual([]);
    expect(pinViolations(manifest('^1.6.4'), good)).toHaveLength(1);
    const rc = { version: '2.0.0-rc.10' };
    expect(pinViolations(manifest('1.6.4'), lock({ 'node_modules/ts-mls': rc }))).toHaveLength(1);
    expect(pinViolations(manifest('1.6.4'), lock({ 'node_modules/x/node_modules/ts-mls': rc }))).toHaveLength(1);
    expect(pinViolations(manifest('1.6.4'), lock({ 'node_modules/mls': { ...rc, name: 'ts-mls' } }))).toHaveLength(1);
    expect(pinnedPackages.map(({ name }) => name)).toContain('ts-mls');
  });
});

describe('the walk over the tree', () => {
  it('sees the code', () => {
    const { files, imports } = checkTree();
    expect(files).toBeGreaterThan(100);
    expect(imports).toBeGreaterThan(400);
  });
});
