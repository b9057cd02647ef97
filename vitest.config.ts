import { defineConfig } from 'vitest/config';

/** Unit, property, scenario and adversary tests. `node` runs everything but components; `dom` runs React components in jsdom. */
export default defineConfig({
  test: {
    // For a test that hangs; how long one takes is never a reason to fail, and a busy machine takes its time.
    testTimeout: 60_000,
    // Scenarios mostly wait for one another: more of them than processors keep the processors busy.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: [
            '{client,server,shared,scripts,witness}/**/*.test.ts',
            'e2e/{scenarios,adversary,fixtures}/**/*.test.ts',
          ],
          environment: 'node',
          // Loading the libraries anew for each file would take as long as all tests do. No test changes what others share.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'dom', include: ['client/**/*.test.tsx'], environment: 'jsdom' },
      },
    ],
  },
});
