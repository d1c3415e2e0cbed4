import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobsOf } from '../../bench/gpu/jobs.mjs';
import { gpuModels, gpuPeers } from '../../bench/gpu/peers.mjs';
import { takeJob } from '../../bench/gpu/take-job.mjs';
import { temporaryFolder } from '../fixtures/temporary-folder';

const [ours, theirs] = jobsOf(gpuModels, gpuPeers);

/** `lines` stand in for the peer of Wardrobe, and as a program of its own for Python. */
async function surroundings(lines: string) {
  const folder = await temporaryFolder();
  const script = `const tell = (event, values) => console.log(JSON.stringify({ event, ...values }));\n${lines}\n`;
  await mkdir(join(folder, 'scripts'));
  await writeFile(join(folder, 'scripts', 'engine-peer.mjs'), script);
  await writeFile(join(folder, 'python'), `#!${process.execPath}\n${script}`, { mode: 0o755 });
  return {
    data: folder,
    plans: folder,
    scripts: join(folder, 'scripts'),
    python: join(folder, 'python'),
    rehearse: true,
    pictures: 1000,
    epochs: 6,
    short: true,
  };
}

describe('takeJob', () => {
  it('gathers what an engine tells, and scales an epoch to all pictures', async () => {
    const taken = await takeJob(
      ours!,
      60,
      await surroundings(`
        tell('ready', { library: 'TensorFlow 2', detail: process.argv.slice(2).join(' ') });
        tell('compile', { seconds: 2 });
        tell('epoch', { seconds: 3, pictures: 1000, loss: 0.9, accuracy: 0.7 });
        tell('epoch', { seconds: 2, pictures: 800, loss: 0.5, accuracy: 0.8 });
        tell('memory', { card: 5e9, process: 1e9 });
        tell('done');`),
    );
    expect(taken.failures).toEqual({});
    expect(taken.runs.graph).toMatchObject({
      library: 'TensorFlow 2',
      compileSeconds: 2,
      epochSeconds: [3, 2.5],
      loss: 0.5,
      accuracy: 0.8,
      memory: { process: 1e9, allocated: null, reserved: null },
    });
    expect(taken.runs.graph?.detail).toMatch(/--device cpu .*--seconds 55 .*--enough-epochs 4 .*--bits fast/);
  });

  it('gives each process empty compiler caches', async () => {
    const taken = await takeJob(
      ours!,
      60,
      await surroundings(`
        const caches = ['WARDROBE_CACHE', 'CUDA_CACHE_PATH', 'TORCHINDUCTOR_CACHE_DIR', 'TRITON_CACHE_DIR'];
        const { existsSync } = await import('node:fs');
        const state = (name) => name + (!process.env[name] ? ' usual' : existsSync(process.env[name]) ? ' used' : ' new');
        tell('ready', { library: 'TensorFlow 2', detail: caches.map(state).join() });
        tell('compile', { seconds: 2 });
        tell('epoch', { seconds: 3, pictures: 1000, loss: 0.9, accuracy: 0.7 });
        tell('done');`),
    );
    expect(taken.runs.graph?.detail).toBe(
      'WARDROBE_CACHE new,CUDA_CACHE_PATH new,TORCHINDUCTOR_CACHE_DIR new,TRITON_CACHE_DIR new',
    );
  });

  it.runIf(process.platform !== 'win32')(
    'keeps the variants apart, and one that failed does not end the rest',
    async () => {
      const taken = await takeJob(
        theirs!,
        60,
        await surroundings(`
        tell('ready', { library: 'PyTorch 2' });
        tell('variant', { variant: 'graph' });
        tell('compile', { seconds: 1 });
        tell('failed', { reason: 'out of memory' });
        tell('variant', { variant: 'compile-graph' });
        tell('compile', { seconds: 1 });
        tell('epoch', { seconds: 2, pictures: 1000, loss: 0.5, accuracy: 0.8 });
        tell('memory', { card: 5e9, process: null, allocated: 1e9, reserved: 2e9 });
        tell('done');`),
      );
      expect(taken.failures).toEqual({ 'pytorch-graph': 'out of memory' });
      expect(Object.keys(taken.runs)).toEqual(['pytorch-compile-graph']);
      // What the card holds more than before, as the driver does not tell processes apart.
      expect(taken.runs['pytorch-compile-graph']?.memory).toEqual({
        process: 5e9,
        allocated: 1e9,
        reserved: 2e9,
      });
    },
  );

  it.runIf(process.platform !== 'win32')(
    'ends a process at its limit, and keeps what it has told',
    async () => {
      const taken = await takeJob(
        theirs!,
        2,
        await surroundings(`
        tell('ready', { library: 'PyTorch 2' });
        tell('variant', { variant: 'graph' });
        tell('compile', { seconds: 1 });
        tell('epoch', { seconds: 2, pictures: 1000, loss: 0.5, accuracy: 0.8 });
        tell('variant', { variant: 'compile-graph' });
        setInterval(() => {}, 1000);`),
      );
      expect(Object.keys(taken.runs)).toEqual(['pytorch-graph']);
      expect(taken.failures).toEqual({ 'pytorch-compile-graph': 'not done after 2 s' });
    },
  );
});
