import { defineConfig } from '@playwright/test';

/** The real app, one window at a time: two apps would share the two cores that training needs. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { trace: 'retain-on-failure', actionTimeout: 15_000 },
});
