import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isPrepared, notePrepared, removeOldPlans } from '#core/tensorflow/library/card-preparation';
import { gpuEnvironment, plansFolder } from '#core/tensorflow/library/gpu-environment';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const machine = ['/deps/nvidia', '580.1', 'A card'];

test('a process takes memory as it needs it, keeps its kernels in the cache and records loops as graphs', () => {
  const env = gpuEnvironment({ cache: '/cache', exact: false, machine });
  expect(env.TF_FORCE_GPU_ALLOW_GROWTH).toBe('true');
  expect(env.CUDA_CACHE_PATH).toBe(join('/cache', 'cuda-kernels'));
  expect(env.XLA_FLAGS).toContain('--xla_gpu_enable_command_buffer=+WHILE');
  expect(env).not.toHaveProperty('TF_DETERMINISTIC_OPS');
});

test('exact asks TensorFlow and XLA for the same bits each time', () => {
  const env = gpuEnvironment({ cache: '/cache', exact: true, machine });
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

test('compiled plans are kept apart by card, driver, library and bits, also in a folder with a space', () => {
  const settings = { cache: '/home/Jo Doe/cache', exact: false, machine };
  const others = [
    { ...settings, exact: true },
    ...machine.map((_, at) => ({ ...settings, machine: machine.with(at, 'other') })),
  ];
  expect(new Set([settings, ...others].map(plansFolder)).size).toBe(others.length + 1);
  expect(gpuEnvironment(settings).TF_XLA_FLAGS).toBe(
    `--tf_xla_persistent_cache_directory="${plansFolder(settings)}"`,
  );
});

test('of the compiled plans the newest are kept', async () => {
  const folder = join(await temporaryFolder(), 'plans');
  await mkdir(folder);
  for (const [age, name] of ['new', 'old', 'older'].entries()) {
    await writeFile(join(folder, name), '');
    await utimes(join(folder, name), 1e9 - age, 1e9 - age);
  }
  await removeOldPlans(folder, 2);
  expect((await readdir(folder)).sort()).toEqual(['new', 'old']);
  await removeOldPlans(join(folder, 'nowhere'), 0);
});
