import type { CurvePoint } from '#core/domain/training-progress';
import type { EngineDescription } from '#core/domain/engine';
import type { Pace } from '#core/pace/pace';
import type { TrainingPlan } from '#core/model/training-plan';
import type { DatasetState } from '#shared/contracts/dataset';
import type { RunSummary } from '#shared/contracts/runs';
import type { TrainingProgress, TrainingState } from '#shared/contracts/training';
import type { Facts, Scenario } from '../../fakes/fake-bridge';
import { coachScenarios } from './coach-scenarios';
import { evaluateScenarios } from './evaluate-scenarios';
import { libraryScenarios } from './library-scenarios';
import { controlScenarios } from './control-scenarios';
import { engine, gpu, wasm } from './engines';

export type LooksFacts = Facts & { seconds: number; datasetState: DatasetState };

/** What a running state says of a new run that meets no trouble. */
const unhindered = { warning: null, resumedFrom: null, discardGoesBack: false };

/** The same for each plan: these are looks, not figures. */
const paceOf = (secondsPerStep: number, engine: EngineDescription): Pace => ({
  engine,
  startSeconds: 1.2,
  secondsPerStep,
  secondsPerJudged: 0.00004,
});

const offline = {
  kind: 'offline',
  message: 'None of the sources could be reached.',
  hint: 'Check the connection and try again, or use files you have.',
} as const;

/** Every state of the app that is worth a look, by name. */
export function scenarios(facts: LooksFacts): Record<string, Scenario> {
  const { plan } = facts.model;
  const run = (id: string, createdAt: string, settings: Partial<TrainingPlan> = {}): RunSummary => ({
    id,
    name: 'Classic',
    createdAt,
    status: 'completed',
    plan: { ...plan, ...settings },
    dataSet: { id: 'fashion-mnist', name: 'Fashion-MNIST', version: '1' },
    parameters: 101_770,
    engine,
    seconds: facts.seconds,
    testAccuracy: facts.evaluation.accuracy,
    resumable: null,
    stoppedEarly: null,
    testExamples: facts.evaluation.examples,
    starred: false,
  });
  const runs = [
    run('classic-2', '2026-11-24T15:03:00Z'),
    run('classic-1', '2026-11-23T09:41:00Z', { epochs: 1, learningRate: 0.0003 }),
  ];
  const ready: Scenario = {
    dataset: facts.datasetState,
    training: { status: 'idle', ended: null },
    curves: [],
    runs: [],
    plan,
    engine,
  };
  const running = (phase: Extract<TrainingState, { status: 'running' }>['phase'], at: number): Scenario => {
    const started = phase !== 'starting' && phase !== 'compiling' && phase !== 'preparing';
    const state = {
      status: 'running',
      runId: 'classic-3',
      runName: 'Classic',
      plan,
      phase,
      engine: phase === 'starting' ? null : engine,
      ...unhindered,
      progress: started ? progressAt(facts.curves, at, plan) : null,
    } as const;
    return { ...ready, runs, training: state, curves: started ? upTo(facts.curves, at) : [] };
  };
  const finished = (outcome: 'completed' | 'stopped', at: number): TrainingState => ({
    status: 'finished',
    runId: 'classic-2',
    runName: 'Classic',
    plan,
    outcome,
    engine,
    progress: progressAt(facts.curves, at, plan),
    testAccuracy: facts.evaluation.accuracy,
    seconds: (facts.seconds * at) / plan.epochs,
    warning: null,
    stoppedEarly: null,
  });
  const failed = (error: Extract<TrainingState, { status: 'failed' }>['error'], at: number): Scenario => ({
    ...ready,
    training: { status: 'failed', runId: 'classic-3', runName: 'Classic', plan, error, resumable: null },
    curves: upTo(facts.curves, at),
  });
  const working: Extract<DatasetState, { status: 'working' }> = {
    status: 'working',
    phase: 'downloading',
    source: 'fashion-mnist.s3-website.eu-central-1.amazonaws.com',
    file: 'train-images-idx3-ubyte.gz',
    doneBytes: 12_400_000,
    totalBytes: 30_900_000,
    secondsLeft: 8,
    attempts: [{ source: 'raw.githubusercontent.com', message: 'No answer within 10 s.' }],
  };
  const known = {
    missing: { ...ready, dataset: { status: 'missing' } },
    working: { ...ready, dataset: working },
    waiting: {
      ...ready,
      dataset: {
        ...working,
        phase: 'waiting',
        source: 'another Wardrobe that is getting it',
        file: null,
        doneBytes: 0,
        totalBytes: 0,
        secondsLeft: null,
        attempts: [],
      },
    },
    'data-failed': {
      ...ready,
      dataset: { status: 'failed', error: offline, attempts: [...working.attempts] },
    },
    ready,
    timed: { ...ready, paces: { graph: paceOf(0.0014, engine), layers: paceOf(0.011, wasm) } },
    untimed: { ...ready, silent: ['training:probe'] },
    gpu: {
      ...ready,
      engine: gpu,
      paces: { graph: paceOf(0.0009, gpu), layers: paceOf(0.011, wasm) },
    },
    trained: { ...ready, runs, training: finished('completed', plan.epochs), curves: facts.curves },
    again: { ...ready, runs },
    'trained-stopped': {
      ...ready,
      runs,
      training: finished('stopped', 2.4),
      curves: upTo(facts.curves, 2.4),
    },
    compiling: running('compiling', 0),
    preparing: running('preparing', 0),
    'new-card': { ...ready, engine: { ...gpu, newCard: true }, silent: ['training:probe'] },
    'no-gpu': {
      ...ready,
      engine: {
        ...engine,
        detail:
          "TensorFlow found no NVIDIA GPU: TensorFlow skips the GPU because it can't open libcusolver.so.11. Close Wardrobe and type: npm run setup:gpu",
      },
      paces: { graph: paceOf(0.0014, engine), layers: paceOf(0.011, wasm) },
    },
    running: running('training', 2.73),
    paused: running('paused', 2.73),
    stopping: running('stopping', 2.73),
    evaluating: running('evaluating', plan.epochs),
    diverged: failed(
      {
        kind: 'diverged',
        message: 'The loss is no longer a number, in epoch 2 of 5.',
        hint: 'Lower the learning rate: 0.001 suits Adam.',
      },
      1.4,
    ),
    crashed: failed({ kind: 'trainer-exited', message: 'The trainer ended by itself (signal SIGKILL).' }, 0),
    'run-failed': {
      ...ready,
      runs,
      failing: {
        'runs:get': {
          kind: 'corrupt',
          message: 'evaluation.json is damaged.',
          hint: 'Train the model again.',
        },
      },
      unreadable: [{ folder: 'classic-0', id: 'classic-0', message: 'run.json is missing.', newer: null }],
    },
    history: historyOf(ready, run),
    single: { ...ready, runs: runs.slice(0, 1) },
    thousand: {
      ...ready,
      runs: Array.from({ length: 1000 }, (_, index) => ({
        ...run(`run-${index}`, new Date(Date.UTC(2026, 10, 24) - index * 3.6e6).toISOString()),
        name: `Try ${1000 - index}`,
        starred: index % 97 === 3,
      })),
    },
    'run-loading': { ...ready, runs, silent: ['runs:get'] },
    long: long(ready, plan),
  } satisfies Record<string, Scenario>;
  return Object.assign(
    known,
    controlScenarios(known),
    coachScenarios(known),
    libraryScenarios(known),
    evaluateScenarios(known),
  );
}

const upTo = (curves: CurvePoint[], at: number) => curves.filter(({ position }) => position <= at);

function progressAt(curves: CurvePoint[], at: number, plan: TrainingPlan): TrainingProgress {
  const so = upTo(curves, at);
  const stepsPerEpoch = 1688;
  const epoch = Math.min(plan.epochs, Math.floor(at) + 1);
  return {
    epoch,
    epochs: plan.epochs,
    step: Math.round((at - epoch + 1) * stepsPerEpoch),
    stepsPerEpoch,
    examplesPerSecond: 121_438,
    secondsLeft: (plan.epochs - at) * 0.45,
    train: so.findLast(({ kind }) => kind === 'train') ?? null,
    validation: so.findLast(({ kind }) => kind === 'validation') ?? null,
  };
}

/** A long run that begins to overfit: 10,000 points. */
function long(ready: Scenario, shortPlan: TrainingPlan): Scenario {
  const plan = { ...shortPlan, epochs: 500 };
  const curves: CurvePoint[] = [];
  for (let i = 1; i <= 9_500; i++) {
    const position = i / 20;
    const noise = 0.02 * Math.sin(i * 12.9898) * Math.sin(i * 78.233);
    const loss = 0.02 + 0.5 / (1 + position / 8) + noise;
    curves.push({ kind: 'train', position, loss, accuracy: 1 - loss / 3 });
    if (i % 20 === 0) {
      const held = 0.32 + 0.25 / (1 + position / 2) + position / 900;
      curves.push({ kind: 'validation', position, loss: held, accuracy: 0.89 - held / 30 });
    }
  }
  const progress = { ...progressAt(curves, 474.9, plan), secondsLeft: 12 };
  const names = { runId: 'classic-3', runName: 'Classic', plan, engine, ...unhindered };
  return { ...ready, training: { status: 'running', phase: 'training', ...names, progress }, curves };
}

type Run = (id: string, createdAt: string, settings?: Partial<TrainingPlan>) => RunSummary;

/** Runs of every kind, and folders that can't be opened. */
function historyOf(ready: Scenario, run: Run): Scenario {
  const other = (
    id: string,
    day: number,
    changes: Partial<RunSummary>,
    preset = 'classic',
    settings: Partial<TrainingPlan> = {},
  ): RunSummary => {
    const createdAt = `2026-11-${String(day).padStart(2, '0')}T09:41:00Z`;
    return { ...run(id, createdAt, { preset, ...settings }), ...changes };
  };
  const unfinished = { testAccuracy: null, testExamples: null } as const;
  const gpu = { ...engine, device: 'NVIDIA H100', id: 'tensorflow-gpu' } as const;
  const strong = { name: 'Strong, all night', testAccuracy: 0.9432, parameters: 1_234_567, seconds: 1130 };
  return {
    ...ready,
    runs: [
      { ...other('running-1', 24, { ...unfinished, status: 'running', seconds: null }), name: 'Longer' },
      other('classic-2', 23, { name: 'Classic' }),
      other('classic-1', 23, { name: 'One epoch, slower', testAccuracy: 0.8512 }, 'classic', {
        epochs: 1,
        learningRate: 0.0003,
      }),
      other('strong-1', 22, { ...strong, starred: true }, 'strong', { epochs: 20, batchSize: 128 }),
      other(
        'conv-1',
        21,
        { name: 'Convolutional', testAccuracy: 0.9211, parameters: 421_642, seconds: 96 },
        'convolutional',
      ),
      other('failed-1', 20, { ...unfinished, name: 'Far too fast', status: 'failed' }, 'classic', {
        learningRate: 3,
      }),
      other('interrupted-1', 20, { ...unfinished, name: 'Power cut', status: 'interrupted' }),
      other(
        'best-1',
        18,
        { name: 'Best on the big machine in the cellar', testAccuracy: 0.9571, engine: gpu, starred: true },
        'best',
      ),
      other('stopped-1', 17, { name: 'Stopped early', status: 'stopped', testAccuracy: 0.8633 }),
    ],
    unreadable: [
      {
        folder: '/home/me/.config/Wardrobe/runs/of-tomorrow',
        id: 'of-tomorrow',
        message: 'run.json was written by a newer Wardrobe (format 9; this one reads 2).',
        newer: {
          format: 9,
          name: 'Of tomorrow',
          createdAt: '2026-11-24T09:41:00Z',
          status: null,
          testAccuracy: 0.961,
        },
      },
      { folder: '/runs/torn', id: 'torn', message: 'run.json is not readable JSON.', newer: null },
    ],
    removed: ['old-1'],
  };
}
