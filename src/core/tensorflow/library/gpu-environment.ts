import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cardEnvironment } from './card-environment.mjs';

interface GpuSettings {
  /** Wardrobe's folder for downloaded parts. */
  cache: string;
  /** Only kernels that give the same bits each time. */
  exact: boolean;
  /** The card, its driver and the library: what was compiled for others is of no use. */
  machine: readonly string[];
}

/** Where XLA keeps the plans that it has compiled: a folder for each card, driver, library and kind of bits, which its own names leave out. */
export function plansFolder({ cache, exact, machine }: GpuSettings): string {
  const name = createHash('sha256')
    .update(JSON.stringify([machine, exact]))
    .digest('hex')
    .slice(0, 16);
  return join(cache, 'xla-plans', name);
}

/** TensorFlow takes a space for the end of a flag, but for one between quotes. */
const quoted = (path: string): string => (/\s/.test(path) ? `"${path}"` : path);

/** Environment of a process that trains on an NVIDIA card; TensorFlow, XLA and the driver read it when they load. */
export function gpuEnvironment(settings: GpuSettings): Record<string, string> {
  const { cache, exact } = settings;
  return {
    ...cardEnvironment(cache),
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
