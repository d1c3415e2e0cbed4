import { findNvidiaGpu, type NoGpu } from './nvidia-gpu.mjs';
import { gpuLibraries } from './tensorflow-package';
import { retryCommand, whyNoGpu } from './why-no-gpu.mjs';

export { findNvidiaGpu } from './nvidia-gpu.mjs';
export { gpuLogSettings } from './why-no-gpu.mjs';
export type { NoGpu } from './nvidia-gpu.mjs';

interface Found {
  gpu: ReturnType<typeof findNvidiaGpu>;
  /** NVIDIA's libraries beside TensorFlow's, null where it was set up for the CPU. */
  libraries: string | null;
}

/**
 * Why TensorFlow does not use an NVIDIA GPU that is here, and what to do; null where there is none. `readLog` returns what TensorFlow
 * writes on stderr under `gpuLogSettings`, and is only called when nothing else tells.
 */
export async function explainNoGpu(
  readLog: () => Promise<string>,
  { gpu, libraries }: Found = { gpu: findNvidiaGpu(), libraries: gpuLibraries() },
): Promise<NoGpu | null> {
  if (gpu.names.length === 0) return null;
  if (gpu.obstacle) return gpu.obstacle;
  if (libraries === null) return { reason: 'TensorFlow was set up for the CPU', remedy: retryCommand };
  return whyNoGpu(await readLog(), libraries);
}
