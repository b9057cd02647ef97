/**
 * Who may import whom: an allow-list. The structure of the product is this table; `npm run check:imports` holds the code
 * against it.
 *
 * A rule is for the files below `from` (the longest match decides). They may import what lies below one of `may`, and
 * packages listed in `packages`. Tests may also import test tools and anything that their own folder's rule allows.
 */
export interface ImportRule {
  readonly from: string;
  readonly may: readonly string[];
  readonly packages: readonly string[];
}

const core = 'client/src/core';

export const importRules: readonly ImportRule[] = [
  { from: 'shared/ids', may: [], packages: [] },
  { from: 'shared/encoding', may: [], packages: [] },
  { from: 'shared/policy', may: ['shared/ids', 'shared/encoding'], packages: ['zod'] },
  { from: 'shared/org-log', may: ['shared/ids', 'shared/encoding', 'shared/policy'], packages: ['zod'] },
  { from: 'shared/wire', may: ['shared/ids', 'shared/encoding'], packages: ['zod', '@msgpack/msgpack'] },

  // One door per dangerous library: libsodium, ts-mls, Dexie and socket.io each have one importing folder.
  { from: `${core}/crypto`, may: ['shared/encoding'], packages: ['libsodium-wrappers-sumo', 'ts-mls#types'] },
  { from: `${core}/mls`, may: ['shared/encoding', `${core}/crypto`], packages: ['ts-mls'] },
  { from: `${core}/content`, may: ['shared/ids', 'shared/encoding'], packages: ['zod'] },
  {
    from: `${core}/groups`,
    may: ['shared', `${core}/crypto`, `${core}/mls`, `${core}/content`, `${core}/storage`],
    packages: [],
  },
  {
    from: `${core}/storage`,
    may: ['shared/ids', 'shared/encoding', `${core}/crypto`, `${core}/content`],
    packages: ['dexie', 'zod'],
  },
  {
    from: `${core}/transport`,
    may: ['shared/ids', 'shared/encoding', 'shared/wire'],
    packages: ['socket.io-client', 'zod'],
  },
  { from: `${core}/identity`, may: ['shared', `${core}/crypto`], packages: ['zod'] },
  { from: `${core}/org`, may: ['shared', `${core}/crypto`], packages: ['zod'] },
  { from: `${core}/policy`, may: ['shared', `${core}/crypto`, `${core}/content`, `${core}/mls`], packages: [] },
  { from: `${core}/port.ts`, may: ['shared/ids', 'shared/policy', `${core}/content`], packages: [] },
  { from: core, may: ['shared', core], packages: ['zod'] },

  { from: 'client/src/worker', may: [core, 'shared/ids'], packages: ['comlink', 'zod'] },
  {
    from: 'client/src/bridge',
    may: [`${core}/port.ts`, 'client/src/worker', 'shared/ids'],
    packages: ['comlink', 'zustand', 'react'],
  },
  {
    from: 'client/src/ui',
    may: [],
    packages: ['react', 'react-dom', 'react-aria-components', 'clsx', 'lucide-react', 'virtua'],
  },
  {
    from: 'client/src/features',
    may: ['client/src/bridge', 'client/src/ui', 'shared/ids'],
    packages: [
      'react',
      'react-dom',
      'react-aria-components',
      'clsx',
      'lucide-react',
      'virtua',
      'markdown-it',
      'wouter',
    ],
  },
  {
    from: 'client/src',
    may: ['client/src/features', 'client/src/bridge', 'client/src/ui', 'client/src/app', 'shared/ids'],
    packages: ['react', 'react-dom', 'react-aria-components', 'clsx', 'lucide-react', 'wouter', 'zod'],
  },

  { from: 'server/crypto', may: [], packages: ['libsodium-wrappers-sumo'] },
  { from: 'server/config', may: [], packages: ['node', 'zod'] },
  { from: 'server/telemetry', may: [], packages: ['node', 'pino'] },
  { from: 'server/store/sqlite', may: ['server/store', 'shared'], packages: ['node', 'better-sqlite3', 'kysely'] },
  { from: 'server/store', may: ['shared'], packages: ['zod'] },
  { from: 'server/fanout', may: ['shared'], packages: [] },
  {
    from: 'server/relay',
    may: ['server/store/contract.ts', 'server/fanout/contract.ts', 'server/crypto', 'shared'],
    packages: ['zod'],
  },
  {
    from: 'server/auth',
    may: ['server/store/contract.ts', 'server/crypto', 'shared'],
    packages: ['node', 'rate-limiter-flexible'],
  },
  {
    from: 'server/gateway',
    may: ['server/relay', 'server/auth', 'server/telemetry', 'shared'],
    packages: ['node', 'socket.io', 'zod', 'rate-limiter-flexible'],
  },
  {
    from: 'server/http',
    may: ['server/relay', 'server/auth', 'server/telemetry', 'shared'],
    packages: ['node', 'express', 'helmet'],
  },
  { from: 'server', may: ['server', 'shared'], packages: ['node', 'express', 'socket.io', 'pino'] },

  {
    from: 'scripts',
    may: ['scripts', 'shared', core, 'server/crypto'],
    packages: ['node', 'ts-mls', 'vite', 'typescript'],
  },
  {
    from: 'bench',
    may: ['bench', 'shared', core, 'server'],
    packages: ['node', 'ts-mls', 'socket.io', 'socket.io-client', '@playwright/test'],
  },
  {
    from: 'e2e',
    may: ['e2e', 'shared', core, 'server'],
    packages: ['node', '@playwright/test', '@axe-core/playwright', 'socket.io-client', 'socket.io'],
  },
];

/** What any test may import besides what the code beside it may. */
export const testPackages = [
  'vitest',
  'fast-check',
  'node',
  'fake-indexeddb',
  '@testing-library',
  'jsdom',
  'ts-mls',
  'socket.io',
  'socket.io-client',
];

/** Names that must never come back, with the reason. */
export const bannedVersions: readonly { readonly name: string; readonly only: string; readonly why: string }[] = [
  { name: 'ts-mls', only: '1.6.4', why: 'other versions let removed members keep reading, or do not fit our patch' },
];
