/** The one place that starts the worker; the build finds its file by this very expression. */
export function spawnWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'classify' });
}
