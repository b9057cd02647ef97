import { describe, expect, it } from 'vitest';
import { checkTree, importsOf, violation } from './check-imports.ts';

const value = (specifier: string) => ({ specifier, typeOnly: false });

describe('the import check', () => {
  it('finds every form of import, and none in a comment', () => {
    const source = [
      "import a from 'a';",
      "import type { B } from 'b';",
      'import {\n  c,\n  d,\n} from "#shared/ids/index.ts";',
      "export { e } from './e.ts';",
      "import 'side-effect';",
      // Put together here, or the check would find it in this file too.
      `const lazy = await ${'import'}('lazy');`,
      "// import nothing from 'comment';",
      " * import nothing from 'docs';",
    ].join('\n');
    expect(importsOf(source)).toEqual([
      { specifier: 'a', typeOnly: false },
      { specifier: 'b', typeOnly: true },
      { specifier: '#shared/ids/index.ts', typeOnly: false },
      { specifier: './e.ts', typeOnly: false },
      { specifier: 'side-effect', typeOnly: false },
      { specifier: 'lazy', typeOnly: false },
    ]);
  });

  it.each([
    ['shared/org-log/admit.ts', 'node:fs'],
    ['shared/ids/index.ts', '#shared/encoding/index.ts'],
    ['client/src/core/org/replica.ts', 'react'],
    ['client/src/core/inbox/pump.ts', 'dexie'],
    ['client/src/core/inbox/pump.ts', '../outbox/pump.ts'],
    ['client/src/core/outbox/pump.ts', 'ts-mls'],
    ['client/src/core/storage/rows.ts', 'libsodium-wrappers-sumo'],
    ['client/src/core/mls/engine.ts', '#core/storage/rows.ts'],
    ['client/src/core/crypto/provider.ts', 'ts-mls'],
    ['client/src/features/composer/Composer.tsx', '#core/core.ts'],
    ['client/src/features/composer/Composer.tsx', '../rooms/Room.tsx'],
    ['client/src/ui/button.tsx', '#shared/ids/index.ts'],
    ['client/src/bridge/connect.ts', '#core/core.ts'],
    ['server/relay/accept.ts', 'socket.io'],
    ['server/relay/accept.ts', '#server/store/sqlite/store.ts'],
    ['server/gateway/sockets.ts', '#server/store/contract.ts'],
    ['server/http/app.ts', '#client/main.tsx'],
    ['server/app.ts', '#core/content/payload.ts'],
    ['elsewhere/file.ts', 'zod'],
  ])('refuses %s importing %s', (file, specifier) => {
    expect(violation(file, value(specifier))).toBeDefined();
  });

  it.each([
    ['client/src/core/crypto/mls-provider.ts', { specifier: 'ts-mls', typeOnly: true }],
    ['client/src/core/mls/engine.ts', value('ts-mls/keyPackage.js')],
    ['client/src/core/core.ts', value('./storage/rows.ts')],
    ['server/relay/accept.ts', value('#server/store/contract.ts')],
    ['shared/org-log/admit.test.ts', value('fast-check')],
  ])('lets %s import %j', (file, found) => {
    expect(violation(file, found)).toBeUndefined();
  });

  it('finds nothing wrong in this tree', () => {
    expect(checkTree().violations).toEqual([]);
  });
});
