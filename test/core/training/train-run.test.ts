import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { engineWithFaults, type Faults } from '../../fakes/engine-fault';
import { realData } from '../../fixtures/real-dataset';
import { dataFiles } from '#core/data/fashion-mnist/fashion-mnist';
import { WardrobeError, type ErrorInfo } from '#core/domain/errors';
import { RunStore } from '#core/runs/store/run-store';
import { chooseEngine } from '#core/tensorflow/choose-engine';
import type { CurvePoint, TrainingPhase, TrainingProgress } from '#core/domain/training-progress';
import { trainRun, type TrainRunOptions } from '#core/training/train-run';
import { TrainingControl } from '#core/training/training-control';
import type { EpochSummary, TrainingObserver } from '#core/domain/training-observer';
import { findPreset } from '../../fixtures/fashion-mnist';

const classic = findPreset('classic')!.plan;
const steps = 54_000 / 32;

let runsFolder: string;
beforeEach(async () => {
  runsFolder = join(await mkdtemp(join(tmpdir(), 'wardrobe-train-')), 'runs');
});
afterEach(async () => {
  await rm(join(runsFolder, '..'), { recursive: true, force: true });
});

class Notes implements TrainingObserver {
  phases: TrainingPhase[] = [];
  told: TrainingProgress[] = [];
  curve: CurvePoint[] = [];
  epochs: EpochSummary[] = [];
  warnings: (ErrorInfo | null)[] = [];
  phase(phase: TrainingPhase) {
    this.phases.push(phase);
  }
  progress(progress: TrainingProgress) {
    this.told.push(progress);
  }
  points(points: readonly CurvePoint[]) {
    this.curve.push(...points);
  }
  epoch(summary: EpochSummary) {
    this.epochs.push(summary);
  }
  warning(warning: ErrorInfo | null) {
    this.warnings.push(warning);
  }
}

/** A run of the classic model on the real data and engine. */
function train(change: Partial<TrainRunOptions> & { epochs?: number }, ...observers: TrainingObserver[]) {
  const notes = new Notes();
  const { epochs = 1, ...options } = change;
  const result = trainRun({
    runId: 'a-run',
    name: 'A run',
    plan: { ...classic, epochs },
    choice: { engine: 'graph', device: 'cpu' },
    ...realData,
    runsFolder,
    control: new TrainingControl(),
    choose: () => engineWithFaults(),
    ...options,
    observers: [notes, ...observers],
  });
  return { result, notes, store: new RunStore(runsFolder) };
}

const folders = () => readdir(runsFolder).catch(() => []);
const failure = (result: Promise<unknown>) =>
  result.then(
    () => null,
    (error: WardrobeError) => error,
  );

describe('a run to its end', () => {
  test('tells and stores curves, weights and evaluation', async () => {
    const { result, notes, store } = train({ epochs: 2, choose: chooseEngine });
    const { outcome, engine, evaluation, seconds, folder } = await result;
    expect(outcome).toBe('completed');
    expect(evaluation?.examples).toBe(10_000);
    expect(evaluation?.accuracy).toBeGreaterThan(0.83);
    expect(notes.phases).toEqual(['starting', 'compiling', 'training', 'evaluating']);
    expect(notes.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(notes.warnings).toEqual([]);

    const stored = await store.get('a-run');
    expect(folder).toBe(join(runsFolder, 'a-run'));
    expect(stored.summary).toMatchObject({
      name: 'A run',
      status: 'completed',
      seconds,
      engine,
      parameters: 101_770,
    });
    expect(stored.summary.testAccuracy).toBe(evaluation?.accuracy);
    expect(stored.evaluation).toEqual(evaluation);
    expect(stored.curves).toEqual(notes.curve);
    const { data, versions, timings } = stored.facts;
    expect(data).toMatchObject({
      testImages: dataFiles.testImages.sha256,
      trainLabels: dataFiles.trainLabels.sha256,
      split: { train: 54_000, validation: 6000 },
    });
    expect(versions).toMatchObject({ node: process.versions.node, electron: null, arch: process.arch });
    expect(timings?.epochSeconds).toEqual(notes.epochs.map(({ seconds }) => seconds));
    expect(timings?.picturesPerSecond).toBe(Math.round(notes.told.at(-1)!.examplesPerSecond));
    expect(timings?.evaluationSeconds).toBeGreaterThan(0);
    expect((await store.model('a-run')).weights).toHaveLength(101_770 * 4);

    const points = (kind: string) => notes.curve.filter((point) => point.kind === kind);
    expect(points('validation').map(({ position }) => position)).toEqual([1, 2]);
    const positions = points('train').map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(new Set(positions).size).toBe(positions.length);
    expect(positions.at(-1)).toBe(2);
    expect(positions.length).toBeGreaterThanOrEqual(40);
    expect(positions.length).toBeLessThanOrEqual(200);

    const last = notes.told.at(-1);
    expect(last).toMatchObject({
      epoch: 2,
      epochs: 2,
      step: Math.ceil(steps),
      stepsPerEpoch: Math.ceil(steps),
    });
    expect(last?.secondsLeft).toBeLessThan(2);
    expect(last?.validation?.accuracy).toBe(points('validation').at(-1)?.accuracy);
    expect(last?.examplesPerSecond).toBeGreaterThan(100);
  });

  test('two runs of one plan give the same weights, paused or not', async () => {
    const control = new TrainingControl({ stopAfterSteps: 300 });
    let toldWhilePaused = 0;
    const { result, notes, store } = train(
      { control },
      {
        progress: ({ step }) => {
          if (control.paused) toldWhilePaused++;
          else if (step < 150) {
            control.pause();
            setTimeout(() => control.resume(), 30);
          }
        },
      },
    );
    await result;
    expect(notes.phases.filter((phase) => phase === 'paused').length).toBeGreaterThan(0);
    expect(notes.phases.filter((phase) => phase === 'training').length).toBeGreaterThan(1);
    expect(toldWhilePaused).toBe(0);
    const other = train({ runId: 'other', control: new TrainingControl({ stopAfterSteps: 300 }) });
    expect((await other.result).outcome).toBe('stopped');
    expect((await store.model('other')).weights).toEqual((await store.model('a-run')).weights);
  });
});

describe('stopping', () => {
  test('to keep: stores and judges the run as it stands', async () => {
    const control = new TrainingControl();
    const { result, notes, store } = train({ control, epochs: 50 }, { progress: () => control.stop(true) });
    const { outcome, evaluation } = await result;
    expect(outcome).toBe('stopped');
    expect(notes.told).toHaveLength(1);
    expect(evaluation?.examples).toBe(10_000);
    expect((await store.get('a-run')).summary).toMatchObject({
      status: 'stopped',
      testAccuracy: evaluation?.accuracy,
    });
    expect((await store.model('a-run')).tensors).toHaveLength(4);
  });

  test('after exactly as many steps as asked for', async () => {
    const { result, notes } = train({ control: new TrainingControl({ stopAfterSteps: 7 }) });
    expect((await result).outcome).toBe('stopped');
    expect(notes.told.at(-1)?.step).toBe(7);
  });

  test.each(['training', 'evaluating'] as const)('to discard, while %s: leaves nothing', async (when) => {
    const control = new TrainingControl();
    const stop = (phase: TrainingPhase) => phase === when && control.stop(false);
    const { result } = train({ control }, { phase: (phase) => void stop(phase) });
    expect(await result).toMatchObject({ outcome: 'discarded', evaluation: null });
    expect(await folders()).toEqual([]);
  });

  test('before the first step: there is nothing to keep', async () => {
    const control = new TrainingControl();
    control.stop(true);
    const { result } = train({ control });
    expect(await result).toMatchObject({ outcome: 'discarded', evaluation: null, seconds: 0 });
    expect(await folders()).toEqual([]);
  });

  test('ends a pause', async () => {
    const control = new TrainingControl();
    control.pause();
    const { result, notes } = train(
      { control },
      { phase: (phase) => void (phase === 'paused' && setTimeout(() => control.stop(false))) },
    );
    expect((await result).outcome).toBe('discarded');
    expect(notes.told).toEqual([]);
  });
});

describe('when something goes wrong', () => {
  const fault = () => {
    throw new Error('a fault');
  };

  test('before training, no run is left behind', async () => {
    const noData = train({ home: join(runsFolder, 'none') });
    expect((await failure(noData.result))?.kind).toBe('not-ready');
    const noEngine = train({ choice: { engine: 'layers', device: 'gpu' }, choose: chooseEngine });
    expect((await failure(noEngine.result))?.kind).toBe('unsupported');
    const open = () => {
      throw new WardrobeError('out-of-memory', 'No memory.');
    };
    const notOpened = train({ choose: () => engineWithFaults({ open }) });
    expect((await failure(notOpened.result))?.kind).toBe('out-of-memory');
    const noPlan = train({ plan: { ...classic, layers: [{ type: 'flatten' }] } });
    expect((await failure(noPlan.result))?.kind).toBe('unsupported');
    expect(await folders()).toEqual([]);
  });

  test('a loss that is no number fails the run; the last whole epoch is kept', async () => {
    let afterEpoch: Uint8Array | undefined;
    const { result, notes, store } = train(
      {
        epochs: 3,
        choose: () =>
          engineWithFaults({
            runSteps: (_, sums) => {
              if (notes.epochs.length === 1) sums.lossSum = Number.NaN;
            },
          }),
      },
      { epoch: () => void store.model('a-run').then(({ weights }) => (afterEpoch = weights)) },
    );
    const error = await failure(result);
    expect(error).toMatchObject({ kind: 'diverged' });
    expect(error?.message).toMatch(/after step (1689|169\d|1[78]\d\d)\b/);
    expect(error?.hint).toContain('smaller learning rate');
    expect(error?.hint).toContain('The model as it was after epoch 1 is kept.');
    expect((await store.get('a-run')).summary.status).toBe('failed');
    expect(notes.epochs).toHaveLength(1);
    expect((await store.model('a-run')).weights).toEqual(afterEpoch);
    expect((await store.get('a-run')).curves).toEqual(notes.curve);
  });

  test('a divergence in the first epoch promises no weights', async () => {
    const runSteps: Faults['runSteps'] = (_, sums) => void (sums.lossSum = Number.NaN);
    const { result, store } = train({ choose: () => engineWithFaults({ runSteps }) });
    expect((await failure(result))?.hint).toContain('No model was kept');
    await expect(store.model('a-run')).rejects.toMatchObject({ kind: 'not-ready' });
  });

  test('a failed run has the seconds of its training, too', async () => {
    const plan = { ...classic, epochs: 1, batchSize: 4096 };
    const { result, notes, store } = train({ plan, choose: () => engineWithFaults({ predict: fault }) });
    await failure(result);
    expect((await store.get('a-run')).summary.seconds).toBe(notes.epochs[0]?.seconds);
  });

  test.each([
    ['training', { runSteps: fault }],
    ['evaluating', { predict: fault }],
  ])('an error while %s fails the run', async (_, faults) => {
    const { result, store } = train({
      control: new TrainingControl({ stopAfterSteps: 3 }),
      choose: () => engineWithFaults(faults),
    });
    expect((await failure(result))?.message).toBe('a fault');
    expect((await store.get('a-run')).summary.status).toBe('failed');
  });

  test('curves that can not be written for a while are told once and written later', async () => {
    const inTheWay = join(runsFolder, 'a-run', 'curves.jsonl');
    const control = new TrainingControl({ stopAfterSteps: 400 });
    control.pause();
    let isInTheWay = false;
    const { result, notes, store } = train(
      { control },
      {
        phase: (phase) => {
          if (phase !== 'paused' || isInTheWay) return;
          isInTheWay = true;
          void mkdir(inTheWay).then(() => control.resume());
        },
        warning: (warning) => {
          if (warning === null) return;
          control.pause();
          void rmdir(inTheWay).then(() => control.resume());
        },
      },
    );
    await result;
    // The second word takes the first one back.
    expect(notes.warnings).toMatchObject([{ kind: 'disk' }, null]);
    expect((await store.get('a-run')).curves).toEqual(notes.curve);
  });

  test('what is to be kept must be written', async () => {
    const { result } = train(
      { control: new TrainingControl({ stopAfterSteps: 3 }) },
      {
        phase: (phase) =>
          void (phase === 'evaluating' && rmSync(join(runsFolder, 'a-run'), { recursive: true })),
      },
    );
    expect(await failure(result)).toMatchObject({ kind: 'disk' });
  });
});
