import { execFile } from 'node:child_process';
import { mkdir, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import util, { promisify } from 'node:util';
import { WardrobeError } from '../../domain/errors';
import { cacheFolder } from '../../folders';
import { isPrepared, notePrepared, removeOldPlans, type Card } from './card-preparation';
import { kernelCache } from './card-environment.mjs';
import { gpuEnvironment, plansFolder } from './gpu-environment';
import { findNvidiaGpu } from './nvidia-gpu.mjs';
import type { TensorflowBinding } from './tensorflow-binding';
import { addonPackage, gpuLibraries } from './tensorflow-package';

type Tfjs = typeof import('@tensorflow/tfjs-node-gpu');

export interface LoadedTensorflow {
  tf: Tfjs;
  /** The native addon beneath tfjs. */
  binding: TensorflowBinding;
  /** Of the TensorFlow library: "2.21.0". */
  version: string;
  /** The GPU that TensorFlow computes on, null on the CPU. */
  gpu: Gpu | null;
}

export interface Gpu {
  name: string;
  /** It has only kernels that give the same bits each time. */
  exact: boolean;
  /** The driver compiles kernels for it first, which takes minutes. */
  isNew: boolean;
  /** Notes that it has trained, so that it is not new any more. */
  prepared(): Promise<void>;
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
  const cache = cacheFolder();
  const exact = process.env.TF_DETERMINISTIC_OPS === '1';
  const libraries = gpuLibraries();
  if (libraries !== null && process.env.CUDA_VISIBLE_DEVICES !== '-1')
    await prepareForGpu(libraries, cache, exact);
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // By itself TensorFlow takes oneDNN's kernels on the newest processors only; with AVX2 convolutions gain as much by them.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  restoreIsNullOrUndefined();
  let tf: Tfjs;
  try {
    tf = createRequire(import.meta.url)(addonPackage) as Tfjs;
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
    gpu: binding.isUsingGpuDevice() ? await gpuOf(cache, binding.TF_Version, exact) : null,
  };
}

/** Node 23 dropped the function; tfjs-node 4.22 still calls it. */
function restoreIsNullOrUndefined(): void {
  const legacy = util as { isNullOrUndefined?: (value: unknown) => boolean };
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

/** Sets what TensorFlow, XLA and the driver read when they load. What the user has set stays; the user's flags come after ours. */
async function prepareForGpu(libraries: string, cache: string, exact: boolean): Promise<void> {
  const { names, driver } = findNvidiaGpu();
  const settings = { cache, exact, machine: [await realpath(libraries), driver ?? '', ...names] };
  for (const folder of [kernelCache(cache), plansFolder(settings)])
    await mkdir(folder, { recursive: true }).catch(() => undefined);
  await removeOldPlans(plansFolder(settings));
  for (const [name, value] of Object.entries(gpuEnvironment(settings))) {
    const given = process.env[name];
    process.env[name] = given && name.endsWith('XLA_FLAGS') ? `${value} ${given}` : (given ?? value);
  }
}

async function gpuOf(cache: string, library: string, exact: boolean): Promise<Gpu> {
  const card: Card = { ...(await cardHere()), library };
  const gpu: Gpu = {
    name: card.name,
    exact,
    isNew: !isPrepared(cache, card),
    async prepared() {
      gpu.isNew = false;
      await notePrepared(cache, card);
    },
  };
  return gpu;
}

async function cardHere(): Promise<Pick<Card, 'name' | 'driver'>> {
  const unknown = { name: 'NVIDIA GPU', driver: '' };
  try {
    const { stdout } = await promisify(execFile)(
      'nvidia-smi',
      ['--query-gpu=name,driver_version', '--format=csv,noheader'],
      {
        timeout: 5000,
      },
    );
    const [name, driver] = stdout.split('\n')[0]!.split(', ');
    return name && driver ? { name: name.trim(), driver: driver.trim() } : unknown;
  } catch {
    return unknown;
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]?.trim() ?? text;
}
