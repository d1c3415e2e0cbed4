import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import util from 'node:util';
import { promisify } from 'node:util';
import { WardrobeError } from '../domain/errors';
import type { TensorflowBinding } from './tensorflow-binding';

type Tfjs = typeof import('@tensorflow/tfjs-node-gpu');

export interface LoadedTensorflow {
  tf: Tfjs;
  /** The native addon beneath tfjs. */
  binding: TensorflowBinding;
  /** Of the TensorFlow library: "2.21.0". */
  version: string;
  /** Name of the GPU that TensorFlow computes on, null on the CPU. */
  gpu: string | null;
}

let loading: Promise<LoadedTensorflow> | undefined;

/**
 * tfjs-node-gpu with its native addon, loaded once for the process; thread counts and CUDA_VISIBLE_DEVICES are read
 * from the environment now and not again. Throws WardrobeError('unsupported') with the reason when it does not load.
 */
export function loadTensorflow(): Promise<LoadedTensorflow> {
  loading ??= load();
  return loading;
}

async function load(): Promise<LoadedTensorflow> {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // By itself TensorFlow takes oneDNN's kernels on the newest processors only; with AVX2 convolutions gain as much by them.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  restoreIsNullOrUndefined();
  let tf: Tfjs;
  try {
    tf = createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu') as Tfjs;
    await tf.ready();
  } catch (error) {
    throw new WardrobeError(
      'unsupported',
      `TensorFlow can't be loaded here: ${firstLine(error)}`,
      'Run "npm run -s wardrobe -- doctor" to see what is missing. Training works without it, only slower.',
      { cause: error },
    );
  }
  const { binding } = tf.backend() as unknown as { binding: TensorflowBinding };
  return {
    tf,
    binding,
    version: binding.TF_Version,
    gpu: binding.isUsingGpuDevice() ? await gpuName() : null,
  };
}

/** Node 23 dropped the function; tfjs-node 4.22 still calls it. */
function restoreIsNullOrUndefined(): void {
  const legacy = util as { isNullOrUndefined?: (value: unknown) => boolean };
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

async function gpuName(): Promise<string> {
  const unknown = 'NVIDIA GPU';
  try {
    const { stdout } = await promisify(execFile)(
      'nvidia-smi',
      ['--query-gpu=name', '--format=csv,noheader'],
      {
        timeout: 5000,
      },
    );
    return stdout.split('\n')[0]?.trim() || unknown;
  } catch {
    return unknown;
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]?.trim() ?? text;
}
