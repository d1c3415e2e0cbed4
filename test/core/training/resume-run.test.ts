import { copyFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { engineWithFaults } from '../../fakes/engine-fault';
import { realData } from '../../fixtures/real-dataset';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { WardrobeError, type ErrorInfo } from '#core/domain/errors';
import type { TrainingPlan } from '#core/model/training-plan';
import type { CurvePoint, TrainingProgress, CheckpointSummary } from '#core/domain/training-progress';
import { encodeCheckpoint, readCheckpoint } from '#core/runs/format/checkpoint-file';
import { reopenRun } from '#core/runs/resume/reopen-run';
import { readRecord, writeRecord } from '#core/runs/format/run-record';
import { RunStore } from '#core/runs/store/run-store';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import { resumeRun, type ResumeRunOptions } from '#core/training/resume-run';
import { trainRun } from '#core/training/train-run';
import { TrainingControl } from '#core/training/training-control';
import type { EpochSummary, TrainingObserver } from '#core/domain/training-observer';
import { findPreset } from '../../fixtures/fashion-mnist';

// Each test trains and judges several whole runs.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const stepsPerEpoch = 53;
const classic: TrainingPlan = { ...findPreset('classic')!.plan, batchSize: 1024, epochs: 2 };

let runsFolder: string;
afterAll(() => rm(join(runsFolder, '..'), { recursive: true, force: true }));
let store: RunStore;
/** What the run that was never stopped told of its epochs. */
const wholeEpochs: EpochSummary[] = [];
beforeAll(async () => {
  runsFolder = join(await mkdtemp(join(tmpdir(), 'wardrobe-resume-')), 'runs');
  store = new RunStore(runsFolder);
  await train('one-epoch', { epochs: 1 });
  await train('whole', {}, null, { epoch: (summary) => wholeEpochs.push(summary) });
});

function common(runId: string, stopAfterSteps: number | null, observers: TrainingObserver[]) {
  return {
    runId,
    runsFolder,
    ...realData,
    control: new TrainingControl({ stopAfterSteps }),
    choose: () => engineWithFaults(),
    observers,
  };
}

const train = (
  runId: string,
  plan: Partial<TrainingPlan> = {},
  stopAfterSteps: number | null = null,
  ...observers: TrainingObserver[]
) =>
  trainRun({
    ...common(runId, stopAfterSteps, observers),
    name: runId,
    plan: { ...classic, ...plan },
    choice: { engine: 'graph', device: 'cpu' },
  });

/** Goes on with a run and notes what is told. */
function resume(
  runId: string,
  { stopAfter = null, ...change }: Partial<ResumeRunOptions> & { stopAfter?: number | null } = {},
) {
  const warnings: (ErrorInfo | null)[] = [];
  const from: CheckpointSummary[] = [];
  const told: CurvePoint[] = [];
  const notes: TrainingObserver = {
    warning: (warning) => warnings.push(warning),
    resumed: (checkpoint, points) => {
      from.push(checkpoint);
      told.push(...points);
    },
    points: (points) => told.push(...points),
  };
  const { observers = [], ...options } = change;
  const result = resumeRun({ ...common(runId, stopAfter, [notes, ...observers]), epochs: null, ...options });
  return { result, warnings, from, told };
}

/** What two runs of the same plan must share. */
async function outcomeOf(id: string) {
  const [{ curves, evaluation, summary }, { weights }] = await Promise.all([store.get(id), store.model(id)]);
  return { curves, evaluation, weights, status: summary.status, testAccuracy: summary.testAccuracy };
}

const checkpoints = async (id: string) =>
  (await readdir(join(runsFolder, id))).filter((name) => name.startsWith('checkpoint-')).sort();

describe('a run that was stopped', () => {
  test('goes on from the very step, and ends as the one that was not', async () => {
    await train('stopped', {}, 30);
    expect((await store.get('stopped')).summary).toMatchObject({
      status: 'stopped',
      resumable: { step: 30, epoch: 30 / stepsPerEpoch, epochs: 2 },
    });
    const again = resume('stopped', { stopAfter: 70 });
    expect(await again.result).toMatchObject({ outcome: 'stopped' });
    expect(again.from).toEqual([{ step: 30, epoch: 30 / stepsPerEpoch, epochs: 2 }]);
    const last = resume('stopped');
    expect(await last.result).toMatchObject({ outcome: 'completed' });
    expect([...again.warnings, ...last.warnings]).toEqual([]);
    expect(await outcomeOf('stopped')).toEqual(await outcomeOf('whole'));
    expect(last.told).toEqual((await store.get('whole')).curves);
    expect(await checkpoints('stopped')).toEqual(['checkpoint-106.bin']);
  });

  test('within its validation, validates again, and ends as the one that was not', async () => {
    await train('in-validation', {}, 20);
    const control = new TrainingControl();
    const progress = ({ step }: TrainingProgress) => void (step === stepsPerEpoch && control.stop(true));
    const again = resume('in-validation', { control, observers: [{ progress }] });
    expect(await again.result).toMatchObject({ outcome: 'stopped' });
    const stopped = await store.get('in-validation');
    expect(stopped.summary.resumable).toMatchObject({ step: stepsPerEpoch, epoch: 1 });
    expect(stopped.curves.filter(({ kind }) => kind === 'validation')).toEqual([]);
    await resume('in-validation').result;
    expect(await outcomeOf('in-validation')).toEqual(await outcomeOf('whole'));
  });

  test('goes on from the checkpoint before when the newest is damaged, and says so', async () => {
    await train('damaged', {}, 20);
    const folder = join(runsFolder, 'damaged');
    const older = join(await temporaryFolder(), 'older');
    await copyFile(join(folder, 'checkpoint-20.bin'), older);
    await resume('damaged', { stopAfter: 60 }).result;
    await copyFile(older, join(folder, 'checkpoint-20.bin'));
    const newest = join(folder, 'checkpoint-60.bin');
    const bytes = await readFile(newest);
    bytes[bytes.length - 5]! ^= 1;
    await writeFile(newest, bytes);
    const { result, warnings, from } = resume('damaged');
    await result;
    expect(from).toMatchObject([{ step: 20 }]);
    expect(warnings).toMatchObject([{ kind: 'corrupt', hint: expect.stringContaining('step 20') as string }]);
    expect(await outcomeOf('damaged')).toEqual(await outcomeOf('whole'));
  });

  test('is as it was when what came after is discarded', async () => {
    await train('kept', {}, 40);
    const before = await outcomeOf('kept');
    const control = new TrainingControl();
    const { result } = resume('kept', { control, observers: [{ epoch: () => control.stop(false) }] });
    expect(await result).toMatchObject({ outcome: 'as-before', evaluation: null });
    expect(await outcomeOf('kept')).toEqual(before);
    expect(await checkpoints('kept')).toEqual(['checkpoint-40.bin']);
    expect((await store.get('kept')).summary).toMatchObject({ status: 'stopped', resumable: { step: 40 } });
  });

  test('is as it was when it can not go on, and says what to do', async () => {
    await train('no-engine', {}, 10);
    const record = () => readRecord(join(runsFolder, 'no-engine'));
    const before = await record();
    const choose = () => Promise.reject(new WardrobeError('unsupported', 'There is no GPU.'));
    await expect(resume('no-engine', { choose }).result).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('There is no GPU.') as string,
      hint: expect.stringContaining('new run') as string,
    });
    expect(await record()).toEqual(before);
  });
});

test('a run that began compiled says so when it goes on, and warns where it can not be compiled', async () => {
  const { engine, description } = await engineWithFaults();
  const compiled = createGraphEngine(await loadTensorflow(), { ways: ['compiled'] });
  await trainRun({
    ...common('compiled', 10, []),
    name: 'compiled',
    plan: classic,
    choice: { engine: 'graph', device: 'cpu' },
    choose: () => Promise.resolve({ engine: compiled, description }),
  });
  const raced = createGraphEngine(await loadTensorflow());
  const going = resume('compiled', {
    stopAfter: 20,
    choose: () => Promise.resolve({ engine: raced, description }),
  });
  expect((await going.result).engine.detail).toMatch(/^one graph, its loop compiled by XLA/);
  expect(going.warnings).toEqual([]);
  expect((await store.get('compiled')).summary.engine?.detail).toMatch(/^one graph, its loop compiled/);

  const without = resume('compiled', {
    stopAfter: 30,
    choose: () => Promise.resolve({ engine, description }),
  });
  expect((await without.result).engine.detail).toMatch(/^one graph, its operations scheduled/);
  expect(without.warnings).toMatchObject([
    {
      kind: 'unsupported',
      message: expect.stringContaining('compiled by XLA') as string,
      hint: expect.stringContaining('last digits') as string,
    },
  ]);
});

describe('a run that has finished', () => {
  test('gets more epochs, and ends as one that had them from the start', async () => {
    await train('extended', { epochs: 1 });
    expect(await resume('extended', { epochs: 2 }).result).toMatchObject({ outcome: 'completed' });
    expect(await outcomeOf('extended')).toEqual(await outcomeOf('whole'));
    expect((await store.get('extended')).summary.plan.epochs).toBe(2);
  });

  test.each([
    ['counted', null],
    // As an older Wardrobe left it.
    ['counted-old', { examples: 54_000, lossSum: 99_999, correct: 5400 }],
  ])(
    'counts an added epoch by itself (%s), also when the checkpoint holds the sums of the one before',
    async (id, epochSums) => {
      await train(id, { epochs: 1 });
      const file = join(runsFolder, id, `checkpoint-${stepsPerEpoch}.bin`);
      const checkpoint = await readCheckpoint(file);
      expect(checkpoint.loop).toMatchObject({ epoch: 2, step: 0, epochSums: null });
      await writeFile(file, encodeCheckpoint({ ...checkpoint, loop: { ...checkpoint.loop, epochSums } }));
      const epochs: EpochSummary[] = [];
      const left: (number | null)[] = [];
      const notes: TrainingObserver = {
        epoch: (summary) => epochs.push(summary),
        progress: ({ secondsLeft }) => left.push(secondsLeft),
      };
      await resume(id, { epochs: 2, observers: [notes] }).result;
      expect(epochs).toHaveLength(1);
      expect(epochs[0]?.train).toEqual(wholeEpochs[1]?.train);
      expect(Math.min(...left.map((seconds) => seconds ?? 0))).toBeGreaterThanOrEqual(0);
    },
  );

  test.each([
    [null, 'has finished'],
    [1, 'leaves nothing to train'],
  ])('is not trained up to %s epochs', async (epochs, message) => {
    await expect(resume('one-epoch', { epochs }).result).rejects.toMatchObject({
      kind: 'bad-input',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('early stopping', () => {
  const plan = { epochs: 9, earlyStopping: { patience: 1, minImprovement: 10 } };

  test('ends a run and keeps the best model, also when the run was stopped in between', async () => {
    await train('early', plan, stepsPerEpoch + 20);
    const { outcome, stoppedEarly } = await resume('early').result;
    expect({ outcome, stoppedEarly }).toEqual({
      outcome: 'completed',
      stoppedEarly: { epoch: 2, bestEpoch: 1 },
    });
    const { weights, evaluation, curves } = await outcomeOf('early');
    const best = await outcomeOf('one-epoch');
    expect({ weights, evaluation }).toEqual({ weights: best.weights, evaluation: best.evaluation });
    expect(curves).toEqual((await outcomeOf('whole')).curves);
    expect((await store.get('early')).summary.stoppedEarly).toEqual(stoppedEarly);
  });

  test('waits its full patience again when epochs are added', async () => {
    await train('early-more', plan);
    const { stoppedEarly } = await resume('early-more', { epochs: 20 }).result;
    expect(stoppedEarly).toEqual({ epoch: 3, bestEpoch: 1 });
  });

  test('waits its full patience again when the process died before the first checkpoint of the added epochs', async () => {
    await train('early-cut-off', plan);
    const { writer } = await reopenRun(runsFolder, 'early-cut-off', 20);
    const record = await readRecord(writer.folder);
    await writeRecord(writer.folder, { ...record, writer: { pid: 2 ** 30, started: null } });
    const { stoppedEarly } = await resume('early-cut-off').result;
    expect(stoppedEarly).toEqual({ epoch: 3, bestEpoch: 1 });
  });
});

test('a run that diverged or left no checkpoint does not resume, and the error says why', async () => {
  const failing = trainRun({
    ...common('diverged', null, []),
    choose: () => engineWithFaults({ runSteps: (_, sums) => void (sums.lossSum = Number.NaN) }),
    name: 'diverged',
    plan: classic,
    choice: { engine: 'graph', device: 'cpu' },
  });
  await expect(failing).rejects.toMatchObject({ kind: 'diverged' });
  await expect(resume('diverged').result).rejects.toMatchObject({
    kind: 'not-ready',
    hint: expect.stringContaining('smaller learning rate') as string,
  });
  await expect(resume('nothing').result).rejects.toMatchObject({ kind: 'not-found' });
});
