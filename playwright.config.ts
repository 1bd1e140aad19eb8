import { defineConfig } from 'playwright/test';

import { BROWSER_ARGS, findBrowser } from './tools/browser.js';

// Workers read this file again, and must not search (or install) again.
process.env['CHROMIUM_PATH'] ??= findBrowser();

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  // A test that passes the second time has still failed.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // A trace of every test would cost more than the tests; `npm run e2e -- --trace on` records one where it is wanted.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'],
      args: BROWSER_ARGS,
    },
  },
});
