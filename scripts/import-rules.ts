/**
 * Who may import whom: an allow-list. The structure of the product is this table; `npm run check:imports` holds the code
 * against it. What is not named here is refused.
 */

/**
 * A rule is for the files below `from`; of several, the longest decides. They may import what lies below one of `may`, and
 * the `packages`; an entry that ends in `#types` lends its types only. `node` stands for everything built into Node.
 */
export interface ImportRule {
  readonly from: string;
  readonly may: readonly string[];
  readonly packages: readonly string[];
  /** More for tests, besides all of `shared` and `testPackages`. */
  readonly testMay?: readonly string[];
  readonly testPackages?: readonly string[];
  /** Not part of the product: may use what was made for tests. */
  readonly tools?: true;
}

const core = 'client/src/core';
const coreParts = [
  'crypto',
  'mls',
  'content',
  'groups',
  'storage',
  'transport',
  'identity',
  'org',
  'policy',
  'search',
  'words',
].map((part) => `${core}/${part}`);

export const importRules: readonly ImportRule[] = [
  { from: 'shared/ids', may: [], packages: [] },
  { from: 'shared/encoding', may: [], packages: [] },
  { from: 'shared/policy', may: ['shared/ids', 'shared/encoding'], packages: ['zod'] },
  { from: 'shared/org-log', may: ['shared/ids', 'shared/encoding', 'shared/policy'], packages: ['zod'] },
  { from: 'shared/wire', may: ['shared/ids', 'shared/encoding'], packages: ['zod', '@msgpack/msgpack'] },

  // What the core says, in each language, and how languages count.
  {
    from: `${core}/words`,
    may: [
      'shared/wire',
      'shared/org-log',
      'shared/policy#types',
      'client/src/words/counting.ts',
      'client/src/words/voice.ts',
      'client/src/words/languages.ts#types',
    ],
    packages: [],
    // What is said later comes from the disk.
    testMay: [`${core}/storage`],
  },
  { from: `${core}/crypto`, may: ['shared/encoding'], packages: ['libsodium-wrappers-sumo', 'ts-mls#types'] },
  { from: `${core}/mls`, may: ['shared/encoding', `${core}/crypto`], packages: ['ts-mls'] },
  { from: `${core}/content`, may: ['shared/ids', 'shared/encoding', 'shared/policy'], packages: ['zod'] },
  {
    from: `${core}/groups`,
    may: [
      'shared',
      `${core}/crypto`,
      `${core}/mls`,
      `${core}/content`,
      `${core}/storage`,
      `${core}/identity`,
      `${core}/org`,
      `${core}/policy`,
      `${core}/transport`,
      `${core}/words`,
    ],
    packages: ['zod'],
  },
  {
    from: `${core}/storage`,
    may: ['shared/ids', 'shared/encoding', `${core}/crypto`, `${core}/content`, `${core}/words#types`],
    packages: ['zod'],
  },
  {
    from: `${core}/transport`,
    may: ['shared/ids', 'shared/encoding', 'shared/wire'],
    packages: ['socket.io-client', 'zod'],
    // A sign-in that a test sends has to be signed by something.
    testMay: [`${core}/crypto`],
  },
  { from: `${core}/identity`, may: ['shared', `${core}/crypto`], packages: ['zod'] },
  { from: `${core}/org`, may: ['shared', `${core}/crypto`, `${core}/words`], packages: ['zod'] },
  {
    from: `${core}/policy`,
    may: ['shared', `${core}/crypto`, `${core}/content`, `${core}/mls`, `${core}/words`],
    packages: [],
  },
  // The three drivers use every part, and never one another.
  { from: `${core}/outbox`, may: ['shared', ...coreParts], packages: ['zod'] },
  { from: `${core}/inbox`, may: ['shared', ...coreParts], packages: ['zod'] },
  { from: `${core}/membership`, may: ['shared', ...coreParts], packages: ['zod'] },
  { from: `${core}/search`, may: ['shared', core], packages: ['minisearch'] },
  // The contract between threads: types and nothing else.
  {
    from: `${core}/port.ts`,
    may: [
      'shared/ids#types',
      'client/src/words/languages.ts#types',
      `${core}/port-session.ts#types`,
      `${core}/port-messages.ts#types`,
      `${core}/port-admin.ts#types`,
      `${core}/port-conversations.ts#types`,
      `${core}/port-files.ts#types`,
      `${core}/port-later.ts#types`,
      `${core}/port-policy.ts#types`,
      `${core}/port-trail.ts#types`,
      `${core}/port-waking.ts#types`,
    ],
    packages: [],
  },
  { from: `${core}/port-session.ts`, may: ['shared/ids#types'], packages: [] },
  {
    from: `${core}/port-messages.ts`,
    may: ['shared/ids#types', `${core}/port-files.ts#types`, `${core}/port-session.ts#types`],
    packages: [],
  },
  {
    from: `${core}/port-files.ts`,
    may: ['shared/ids#types', `${core}/port-messages.ts#types`, `${core}/port-session.ts#types`],
    packages: [],
  },
  {
    from: `${core}/port-conversations.ts`,
    may: [
      'shared/ids#types',
      `${core}/port-messages.ts#types`,
      `${core}/port-later.ts#types`,
      `${core}/port-session.ts#types`,
    ],
    packages: [],
  },
  { from: `${core}/port-waking.ts`, may: [`${core}/port-session.ts#types`], packages: [] },
  {
    from: `${core}/port-later.ts`,
    may: ['shared/ids#types', `${core}/port-messages.ts#types`, `${core}/port-session.ts#types`],
    packages: [],
  },
  { from: `${core}/port-trail.ts`, may: ['shared/ids#types'], packages: [] },
  { from: `${core}/port-policy.ts`, may: ['shared/ids#types', `${core}/port-trail.ts#types`], packages: [] },
  {
    from: `${core}/port-admin.ts`,
    may: [
      'shared/ids#types',
      `${core}/port-session.ts#types`,
      `${core}/port-policy.ts#types`,
      `${core}/port-trail.ts#types`,
    ],
    packages: [],
  },
  { from: core, may: ['shared', core], packages: ['zod'] },

  // Stands between the page and the network: it knows the names of files, and nothing of the app.
  { from: 'client/src/service-worker', may: ['client/src/words/languages.ts#types'], packages: [] },
  { from: 'client/src/worker', may: [core, 'shared/ids'], packages: ['comlink', 'zod'], testPackages: ['lowlight'] },
  // Code of others in a worker of its own: it knows nothing else.
  {
    from: 'client/src/worker/code-colours.ts',
    may: ['client/src/worker/code-pieces.ts'],
    packages: ['lowlight'],
  },
  {
    from: 'client/src/bridge',
    may: [`${core}/port.ts#types`, 'client/src/worker', 'client/src/words', 'shared/ids'],
    packages: ['comlink', 'zustand', 'react'],
    // The words of a refusal come from a core.
    testMay: [core],
  },
  // What the app says, in each language. It knows nothing of the app but what is said.
  { from: 'client/src/words', may: [], packages: ['react'] },
  {
    from: 'client/src/ui',
    may: ['client/src/words'],
    packages: ['react', 'react-dom', 'react-aria-components', 'clsx', 'lucide-react', 'virtua'],
  },
  {
    from: 'client/src/features',
    may: [
      'client/src/bridge',
      'client/src/ui',
      'client/src/words',
      'shared/ids',
      'shared/policy#types',
      // Says while somebody types whether it is a list of networks.
      'shared/policy/networks.ts',
    ],
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
    may: [
      'client/src/features',
      'client/src/bridge',
      'client/src/ui',
      'client/src/words',
      'client/src/app',
      'shared/ids',
    ],
    packages: ['react', 'react-dom', 'react-aria-components', 'clsx', 'lucide-react', 'wouter', 'zod'],
  },

  { from: 'server/crypto', may: [], packages: ['libsodium-wrappers-sumo'] },
  { from: 'server/config', may: [], packages: ['node', 'zod'] },
  { from: 'server/telemetry', may: [], packages: ['node', 'pino'] },
  { from: 'server/store/sqlite', may: ['server/store', 'shared'], packages: ['node', 'better-sqlite3'] },
  { from: 'server/store', may: ['shared'], packages: ['zod'] },
  { from: 'server/blobs/file-system', may: ['server/blobs'], packages: ['node'] },
  {
    from: 'server/blobs',
    may: ['server/blobs', 'server/store/contract.ts', 'shared'],
    packages: [],
    testMay: ['server'],
  },
  { from: 'server/fanout', may: ['shared'], packages: [] },
  {
    from: 'server/relay',
    may: [
      'server/store/contract.ts',
      'server/fanout/contract.ts',
      'server/crypto',
      'server/stream/events.ts',
      'server/stream/log-events.ts',
      'shared',
    ],
    packages: ['zod'],
    testMay: ['server/store', 'server/fanout'],
  },
  {
    from: 'server/push',
    may: ['server/store/contract.ts', 'server/crypto', 'shared'],
    packages: ['node'],
    testMay: ['server'],
  },
  {
    from: 'server/stream',
    may: ['server/store/contract.ts#types', 'server/telemetry', 'shared'],
    packages: ['node'],
    testMay: ['server'],
  },
  {
    from: 'server/auth',
    may: ['server/store/contract.ts', 'server/crypto', 'shared'],
    packages: ['node', 'rate-limiter-flexible'],
    testMay: ['server/store'],
  },
  {
    from: 'server/gateway',
    may: [
      'server/relay',
      'server/auth',
      'server/push',
      'server/blobs',
      'server/stream/events.ts',
      'server/telemetry',
      'server/fanout/contract.ts#types',
      'shared',
    ],
    packages: ['node', 'socket.io', 'zod', 'rate-limiter-flexible'],
    testMay: ['server'],
  },
  {
    from: 'server/http',
    may: ['server/relay', 'server/auth', 'server/telemetry', 'shared'],
    packages: ['node', 'express', 'helmet'],
    testMay: ['server'],
  },
  { from: 'server', may: ['server', 'shared'], packages: ['node', 'express', 'socket.io', 'pino'] },

  // A process of its own: it knows heads and proofs, and nothing of the relay but its address. For its libsodium it has the
  // relay's door.
  {
    from: 'witness',
    may: ['witness', 'shared/ids', 'shared/encoding', 'shared/org-log', 'server/crypto'],
    packages: ['node'],
    testMay: ['server'],
  },

  // Judges the library's own layers by the official vectors, so it reaches behind the engine's door.
  {
    from: 'scripts/mls-vectors',
    may: ['scripts', `${core}/mls`, `${core}/crypto`, 'shared'],
    packages: ['node', 'ts-mls'],
    tools: true,
  },
  // Plays a group with the library's own provider, for the vectors that the tree keeps.
  {
    from: 'scripts/mls-stories.ts',
    may: ['scripts', 'shared', `${core}/mls`, `${core}/crypto`],
    packages: ['node', 'ts-mls'],
    tools: true,
  },
  {
    from: 'scripts',
    may: [
      'scripts',
      'shared',
      core,
      'server/crypto',
      'server/stream/chain.ts',
      'client/src/service-worker/service-worker.ts',
    ],
    packages: ['node', 'vite', '@playwright/test'],
    testMay: ['server/stream'],
    tools: true,
  },
  {
    from: 'bench',
    may: [
      'bench',
      'shared',
      core,
      'server',
      'e2e/scenarios',
      'scripts/find-chromium.ts',
      // The list of people at the size of a large organisation.
      'client/src/features/admin/find-people.ts',
    ],
    packages: ['node', 'ts-mls', 'minisearch', 'socket.io', 'socket.io-client', '@playwright/test', 'vite'],
    tools: true,
  },
  {
    from: 'e2e/scenarios',
    may: ['e2e/adversary', 'shared', core, 'server', 'client/src/bridge/snapshots.ts', 'scripts/audit'],
    packages: ['vitest', 'node', 'socket.io-client', 'socket.io', 'fake-indexeddb'],
    tools: true,
  },
  {
    from: 'e2e/adversary',
    // Its victims are the people of the scenarios.
    may: ['e2e/scenarios', 'shared', core, 'server', 'witness'],
    packages: ['node', 'socket.io-client', 'socket.io', 'fake-indexeddb'],
    tools: true,
  },
  // A story sees what a person sees: it imports nothing of the client.
  {
    from: 'e2e',
    may: ['e2e/fixtures', 'e2e/pages', 'e2e/adversary', 'shared', 'server', 'scripts/find-chromium.ts'],
    packages: ['node', '@playwright/test', 'axe-core'],
    tools: true,
  },
  {
    from: 'vite.config.ts',
    may: [
      'scripts/compressed-assets.ts',
      'scripts/detached-wasm.ts',
      'scripts/pruned-sodium.ts',
      'scripts/websocket-only.ts',
      'scripts/service-worker.ts',
    ],
    packages: ['node', 'vite', '@vitejs/plugin-react', '@react-aria/optimize-locales-plugin'],
  },
  {
    from: 'client/vite.config.ts',
    may: [],
    packages: ['node', 'vite', '@vitejs/plugin-react', '@react-aria/optimize-locales-plugin'],
  },
  { from: 'vitest.config.ts', may: [], packages: ['vitest', '@vitejs/plugin-react'] },
  { from: 'playwright.config.ts', may: ['scripts/find-chromium.ts'], packages: ['node', '@playwright/test'] },
];

/** What any test may import besides what the code beside it may. */
export const testPackages: readonly string[] = [
  'vitest',
  'fast-check',
  'node',
  'fake-indexeddb',
  '@testing-library/dom',
  '@testing-library/react',
  '@testing-library/user-event',
  'jsdom',
  'ts-mls',
  'socket.io',
  'socket.io-client',
];

/** One importing folder per dangerous library, whatever the table above says. */
export interface LibraryDoor {
  readonly library: string;
  readonly doors: readonly string[];
  /** May name its types. */
  readonly types?: readonly string[];
  /** Tests below these may use it, to compare with or to stand at the other end. */
  readonly tests?: readonly string[];
  /** Not part of the product. */
  readonly exempt?: readonly string[];
}

export const libraryDoors: readonly LibraryDoor[] = [
  {
    library: 'ts-mls',
    doors: [`${core}/mls`],
    types: [`${core}/crypto`],
    tests: [`${core}/crypto`],
    exempt: ['scripts/mls-vectors', 'scripts/mls-stories.ts', 'bench'],
  },
  { library: 'libsodium-wrappers-sumo', doors: [`${core}/crypto`, 'server/crypto'] },
  {
    library: 'socket.io-client',
    doors: [`${core}/transport`],
    tests: ['server', 'shared/wire'],
    exempt: ['e2e/adversary', 'e2e/scenarios', 'bench'],
  },
  { library: 'minisearch', doors: [`${core}/search`], exempt: ['bench'] },
  { library: 'better-sqlite3', doors: ['server/store/sqlite'], exempt: ['bench'] },
];

/** Parts of one kind that never import each other: what `parts` matches in two files must be the same. */
export const isolatedParts: readonly { readonly parts: RegExp; readonly why: string }[] = [
  { parts: /^client\/src\/features\/[^/]+/, why: 'features never import each other' },
  {
    parts: /^client\/src\/core\/(?:outbox|inbox|membership)(?=\/)/,
    why: 'outbox, inbox and membership never import one another',
  },
];

/** Packages of which every other version is banned. */
export const pinnedPackages: readonly { readonly name: string; readonly version: string; readonly why: string }[] = [
  {
    name: 'ts-mls',
    version: '1.6.4',
    why: 'in 2.0.0-rc.10 a removed member keeps reading, and our patch fits 1.6.4 only',
  },
];
