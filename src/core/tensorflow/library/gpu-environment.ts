import { join } from 'node:path';

interface GpuSettings {
  /** NVIDIA's libraries beside TensorFlow's. */
  libraries: string;
  /** Wardrobe's folder for downloaded parts. */
  cache: string;
  /** Only kernels that give the same bits each time. */
  exact: boolean;
}

/** Where the driver keeps the kernels that it compiled for this card. */
export const kernelCache = (cache: string): string => join(cache, 'cuda-kernels');

/** Environment of a process that trains on an NVIDIA card; TensorFlow, XLA and the driver read it when they load. */
export function gpuEnvironment({ libraries, cache, exact }: GpuSettings): Record<string, string> {
  return {
    // Without it each process takes nearly all of the card's memory.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    CUDA_CACHE_PATH: kernelCache(cache),
    CUDA_CACHE_MAXSIZE: String(4 * 2 ** 30),
    XLA_FLAGS: xlaFlags(libraries, exact).join(' '),
    ...(exact ? { TF_DETERMINISTIC_OPS: '1', TF_CUDNN_USE_AUTOTUNE: '0' } : {}),
  };
}

function xlaFlags(libraries: string, exact: boolean): string[] {
  return [
    // ptxas and libdevice, for machines without a CUDA of their own.
    `--xla_gpu_cuda_data_dir=${join(libraries, 'cuda_nvcc')}`,
    ...(exact ? ['--xla_gpu_deterministic_ops=true', '--xla_gpu_autotune_level=0'] : []),
  ];
}
