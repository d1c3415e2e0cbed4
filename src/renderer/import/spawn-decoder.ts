/** The one place that starts an import's workers; the build finds their file by this very expression. */
export function spawnDecoder(): Worker {
  return new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module', name: 'import' });
}
