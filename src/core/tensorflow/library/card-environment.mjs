/** What every process that may use an NVIDIA card is started with, in the app and in its set-up. */
import { join } from 'node:path';

/**
 * Where the driver keeps the kernels that it compiled for this card.
 * @param {string} cache Wardrobe's folder for downloaded parts
 */
export const kernelCache = (cache) => join(cache, 'cuda-kernels');

/**
 * @param {string} cache
 * @returns {Record<string, string>}
 */
export const cardEnvironment = (cache) => ({
  // Without it each process takes nearly all of the card's memory.
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  CUDA_CACHE_PATH: kernelCache(cache),
  CUDA_CACHE_MAXSIZE: String(4 * 2 ** 30),
});
