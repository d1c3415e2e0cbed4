import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // TensorFlow must stay in one process a file: its threads and sessions do not survive worker threads.
    pool: 'forks',
    maxWorkers: 2,
    // Real trainings, and disks and machines that stand still for seconds at times.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/renderer/**'],
        },
      },
      {
        extends: true,
        // Svelte's browser half: in the half for servers, runes do not react.
        plugins: [svelte({ configFile: false, dynamicCompileOptions: () => ({ generate: 'client' }) })],
        ssr: { resolve: { conditions: ['browser'], externalConditions: ['browser'] } },
        test: {
          name: 'renderer',
          // Else theme.css, whose contrasts are tested, would be read as empty.
          css: true,
          include: ['test/renderer/**/*.test.ts'],
          server: { deps: { inline: ['svelte'] } },
        },
      },
    ],
  },
});
