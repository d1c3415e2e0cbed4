import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    // TensorFlow must stay in one process a file: its threads and sessions do not survive worker threads.
    pool: 'forks',
    testTimeout: 30_000,
  },
});
