import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Pace } from '#core/pace/pace';
import { PaceMemory } from '../../../src/main/training/pace-memory';
import { ProbeService, type ProbeServiceOptions } from '../../../src/main/training/probe-service';
import { fakeForker, someEngine } from '../../fakes/fake-trainer';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { fashionMnist, findPreset } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const { shape } = fashionMnist;
const choice = { engine: 'graph', device: 'cpu' } as const;
const pace: Pace = { engine: someEngine, startSeconds: 1, secondsPerStep: 0.01, secondsPerJudged: 0.001 };

async function openService(changed: Partial<ProbeServiceOptions> = {}) {
  const folder = await temporaryFolder();
  const forker = fakeForker();
  const memory = (machine = 'this one') =>
    new PaceMemory(join(folder, 'times.json'), machine, () => undefined);
  const service = new ProbeService({
    fork: forker.fork,
    memory: memory(),
    home: '/home',
    dataSet: () => fashionMnist,
    dataIsReady: () => true,
    isTraining: () => false,
    log: () => undefined,
    ...changed,
  });
  /** The process that is started as the `count`th one has been asked. */
  const started = (count: number) =>
    vi.waitFor(
      () => {
        expect(forker.forked).toHaveLength(count);
        expect(forker.newest().heard).toHaveLength(1);
      },
      { timeout: 20_000 },
    );
  return { ...forker, started, service, memory, file: join(folder, 'times.json') };
}

test('a separate process measures with its own thread settings, and is ended', async () => {
  const { started, service, newest, forked } = await openService();
  const asked = service.probe({ plan, choice });
  await started(1);
  expect(newest().env).toEqual({ TF_NUM_INTEROP_THREADS: '1', CUDA_VISIBLE_DEVICES: '-1' });
  expect(newest().heard).toEqual([
    { type: 'probe', plan, choice, home: '/home', data: { id: 'fashion-mnist', version: '1' } },
  ]);
  newest().say({ type: 'probed', pace });
  expect(await asked).toEqual(pace);
  expect(newest().killed).toBe(true);
  expect(await service.probe({ plan: { ...plan, epochs: 50 }, choice })).toEqual(pace);
  expect(forked).toHaveLength(1);
});

test('one at a time; what was asked for twice is measured once', async () => {
  const { started, service, newest, forked } = await openService();
  const other = { ...plan, batchSize: 64 };
  const asked = [plan, plan, other].map((one) => service.probe({ plan: one, choice }));
  await started(1);
  expect(forked).toHaveLength(1);
  newest().say({ type: 'probed', pace });
  await started(2);
  newest().say({ type: 'probed', pace: { ...pace, secondsPerStep: 0.02 } });
  expect((await Promise.all(asked)).map(({ secondsPerStep }) => secondsPerStep)).toEqual([0.01, 0.01, 0.02]);
});

test('a training breaks it off, and none is begun meanwhile', async () => {
  let training = false;
  const { started, service, newest } = await openService({ isTraining: () => training });
  const asked = service.probe({ plan, choice });
  asked.catch(() => undefined);
  await started(1);
  training = true;
  service.cancel();
  await expect(asked).rejects.toMatchObject({ kind: 'cancelled' });
  expect(newest().killed).toBe(true);
  await expect(service.probe({ plan, choice })).rejects.toMatchObject({ kind: 'busy' });
});

test('what can not be measured is told, and the next one is measured all the same', async () => {
  const { started, service, newest } = await openService({ deadline: 2000 });
  const crashed = service.probe({ plan, choice });
  crashed.catch(() => undefined);
  await started(1);
  newest().exit(11);
  await expect(crashed).rejects.toMatchObject({ kind: 'trainer-exited' });

  const refused = service.probe({ plan, choice });
  refused.catch(() => undefined);
  await started(2);
  newest().say({ type: 'probe-failed', error: { kind: 'unsupported', message: 'No GPU.' } });
  await expect(refused).rejects.toMatchObject({ kind: 'unsupported', message: 'No GPU.' });

  await expect(service.probe({ plan, choice })).rejects.toMatchObject({ kind: 'timeout' });
  expect(newest().killed).toBe(true);
});

test('the first probe on a card has longer, and tells when the card is prepared', async () => {
  let isNew = true;
  const changed = { deadline: 50, cardIsNew: () => isNew, onCardPrepared: () => void (isNew = false) };
  const { started, service, newest } = await openService(changed);
  const gpu = { engine: 'graph', device: 'gpu' } as const;
  const asked = service.probe({ plan, choice: gpu });
  await started(1);
  await new Promise((done) => setTimeout(done, 200));
  newest().say({ type: 'probed', pace });
  expect(await asked).toEqual(pace);
  expect(isNew).toBe(false);
  await expect(service.probe({ plan, choice: gpu, again: true })).rejects.toMatchObject({ kind: 'timeout' });
});

test('what a probe took to prepare a card is not kept: it is measured once more', async () => {
  const { started, service, newest } = await openService({ cardIsNew: () => true });
  const asked = service.probe({ plan, choice: { engine: 'graph', device: 'gpu' } });
  await started(1);
  newest().say({
    type: 'probed',
    pace: { ...pace, startSeconds: 200, engine: { ...someEngine, newCard: true } },
  });
  await started(2);
  newest().say({ type: 'probed', pace });
  expect(await asked).toEqual(pace);
});

test('without a data set, or with layers that do not fit, nothing is started', async () => {
  const { service, forked } = await openService({ dataIsReady: () => false });
  await expect(service.probe({ plan, choice })).rejects.toMatchObject({ kind: 'not-ready' });
  const unfit = { ...plan, layers: plan.layers.slice(1) };
  await expect(service.probe({ plan: unfit, choice })).rejects.toMatchObject({ kind: 'unsupported' });
  expect(forked).toHaveLength(0);
});

test('the next start remembers, another machine does not, and a damaged file does no harm', async () => {
  const { memory, file } = await openService();
  await memory().keep(plan, choice, shape, pace);
  expect(await memory().find(plan, choice, shape)).toEqual(pace);
  expect(await memory().find(plan, { ...choice, engine: 'layers' }, shape)).toBeUndefined();
  expect(await memory('another').find(plan, choice, shape)).toBeUndefined();
  await writeFile(file, '{"machine":');
  expect(await memory().find(plan, choice, shape)).toBeUndefined();
  await memory().keep(plan, choice, shape, pace);
  expect(await memory().find(plan, choice, shape)).toEqual(pace);
});
