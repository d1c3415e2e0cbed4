import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/** `cli` is built beside main: it is plain Node code with the same core and no Electron in it. */
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      externalizeDeps: true,
      rollupOptions: {
        input: {
          main: at('src/main/main.ts'),
          trainer: at('src/trainer/trainer.ts'),
          cli: at('src/cli/cli.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      rollupOptions: {
        input: { preload: at('src/preload/preload.ts') },
        // A sandboxed preload script can only be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [svelte()],
    build: {
      target: 'chrome130',
      minify: true,
      rollupOptions: { input: { index: at('src/renderer/index.html') } },
    },
    worker: { format: 'es' },
  },
});
