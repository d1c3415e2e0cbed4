import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isPrepared, notePrepared } from '#core/tensorflow/library/card-preparation';
import { gpuEnvironment } from '#core/tensorflow/library/gpu-environment';
import { temporaryFolder } from '../../fixtures/temporary-folder';

test('a process takes memory as it needs it, keeps its kernels in the cache and finds ptxas beside TensorFlow', () => {
  const env = gpuEnvironment({ libraries: '/deps/nvidia', cache: '/cache', exact: false });
  expect(env.TF_FORCE_GPU_ALLOW_GROWTH).toBe('true');
  expect(env.CUDA_CACHE_PATH).toBe(join('/cache', 'cuda-kernels'));
  expect(env.XLA_FLAGS).toContain('--xla_gpu_cuda_data_dir=/deps/nvidia/cuda_nvcc');
  expect(env).not.toHaveProperty('TF_DETERMINISTIC_OPS');
});

test('exact asks TensorFlow and XLA for the same bits each time', () => {
  const env = gpuEnvironment({ libraries: '/deps/nvidia', cache: '/cache', exact: true });
  expect(env).toMatchObject({ TF_DETERMINISTIC_OPS: '1', TF_CUDNN_USE_AUTOTUNE: '0' });
  expect(env.XLA_FLAGS).toContain('deterministic_ops=true');
});

test('a card is new once: for its driver and its library, too', async () => {
  const cache = await temporaryFolder();
  const card = { name: 'A card', driver: '580.1', library: '2.21.0' };
  expect(isPrepared(cache, card)).toBe(false);
  await notePrepared(cache, card);
  expect(isPrepared(cache, card)).toBe(true);
  for (const change of [{ name: 'Another' }, { driver: '590.2' }, { library: '2.22.0' }])
    expect(isPrepared(cache, { ...card, ...change })).toBe(false);
});

test('where it can not be noted that a card is prepared, training goes on', async () => {
  const card = { name: 'A card', driver: '580.1', library: '2.21.0' };
  const file = join(await temporaryFolder(), 'a-file');
  await writeFile(file, '');
  await notePrepared(file, card);
  expect(isPrepared(file, card)).toBe(false);
});
