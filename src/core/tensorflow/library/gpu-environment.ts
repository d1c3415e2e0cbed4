import { createHash } from 'node:crypto';
import { join } from 'node:path';

interface GpuSettings {
  /** Wardrobe's folder for downloaded parts. */
  cache: string;
  /** Only kernels that give the same bits each time. */
  exact: boolean;
  /** The card, its driver and the library: what was compiled for others is of no use. */
  machine: readonly string[];
}

/** Where the driver keeps the kernels that it compiled for this card. */
export const kernelCache = (cache: string): string => join(cache, 'cuda-kernels');

/** Where XLA keeps the plans that it has compiled: a folder for each card, driver, library and kind of bits, which its own names leave out. */
export const compiledPlans = (cache: string): string => join(cache, 'xla-plans');

/** The folder of these within `compiledPlans`. */
export function plansFolder({ cache, exact, machine }: GpuSettings): string {
  const name = createHash('sha256')
    .update(JSON.stringify([machine, exact]))
    .digest('hex')
    .slice(0, 16);
  return join(compiledPlans(cache), name);
}

/** TensorFlow takes a space for the end of a flag, but for one between quotes. */
const quoted = (path: string): string => (/\s/.test(path) ? `"${path}"` : path);

/** Environment of a process that trains on an NVIDIA card; TensorFlow, XLA and the driver read it when they load. */
export function gpuEnvironment(settings: GpuSettings): Record<string, string> {
  const { cache, exact } = settings;
  return {
    // Without it each process takes nearly all of the card's memory.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    CUDA_CACHE_PATH: kernelCache(cache),
    CUDA_CACHE_MAXSIZE: String(4 * 2 ** 30),
    XLA_FLAGS: xlaFlags(exact).join(' '),
    // A plan that was compiled before starts at once, and with the same kernels.
    TF_XLA_FLAGS: `--tf_xla_persistent_cache_directory=${quoted(plansFolder(settings))}`,
    ...(exact ? { TF_DETERMINISTIC_OPS: '1', TF_CUDNN_USE_AUTOTUNE: '0' } : {}),
  };
}

function xlaFlags(exact: boolean): string[] {
  return [
    // The whole loop becomes one CUDA graph, where its operations allow it, and independent kernels run side by side.
    '--xla_gpu_enable_command_buffer=+WHILE',
    '--xla_gpu_command_buffer_scheduling_mode=CONCURRENT',
    // With it XLA fails to compile the product that follows a flatten (seen on an H200).
    '--xla_gpu_enable_split_k_autotuning=false',
    ...(exact ? ['--xla_gpu_deterministic_ops=true', '--xla_gpu_autotune_level=0'] : []),
  ];
}
