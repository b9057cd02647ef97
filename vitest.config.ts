import { defineConfig } from 'vitest/config';

/** Unit, property, scenario and adversary tests. `node` runs everything but components; `dom` runs React components in jsdom. */
export default defineConfig({
  test: {
    testTimeout: 30_000,
    // Scenarios mostly wait for one another: more of them than processors keep the processors busy.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{client,server,shared,scripts}/**/*.test.ts', 'e2e/{scenarios,adversary,fixtures}/**/*.test.ts'],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: { name: 'dom', include: ['client/**/*.test.tsx'], environment: 'jsdom' },
      },
    ],
  },
});
