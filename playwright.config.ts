import { defineConfig } from '@playwright/test';
import { findChromium, findHeadlessShell } from './scripts/find-chromium.ts';

const executablePath = findHeadlessShell() ?? findChromium();

/**
 * What Playwright switches on and off, which a second switch replaces; and the network in the process of the browser, and no
 * renderer kept ready for a page that nobody may open: a story has so many browsers that starting theirs is much of its time.
 */
const switchedOn = ['CDPScreenshotNewSurface', 'SkipListAccountsWithoutGaiaCookies', 'NetworkServiceInProcess2'];
const switchedOff = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'SpareRendererForSitePerProcess',
];

/** Browser stories: real relay, real disk, real browser. `npm run build` comes first. */
export default defineConfig({
  testDir: 'e2e/stories',
  testMatch: '**/*.story.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/fixtures/run-folder.ts',
  // A story founds its own organisation on its own relay, so they can run beside each other.
  fullyParallel: true,
  // A story waits for one browser or the other half of its time: two of them keep two processors busy.
  workers: 2,
  forbidOnly: process.env.CI === 'true',
  // A story that passes on a second try is a story that fails.
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    // Recording costs as much as the story itself; `--trace on` asks for it.
    trace: 'off',
    // Drawn by the processor here: motion would take the time of those who work.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // A page that lives for seconds costs the optimising compilers more than they save it.
      args: [
        '--js-flags=--no-turbofan --no-maglev',
        `--enable-features=${switchedOn}`,
        `--disable-features=${switchedOff}`,
      ],
    },
  },
});
