import { beforeEach, expect, test } from 'vitest';
import type { EngineDescription } from '#core/domain/engine';
import { WardrobeError } from '#core/domain/errors';
import type { CurvePoint } from '#core/domain/training-progress';
import type { GoingOn } from '#core/runs/resume/going-on';
import type { RunDetails } from '#core/runs/store/run-store';
import type { NoGpu } from '#core/tensorflow/library/no-gpu';
import type { TrainingState } from '#shared/contracts/training';
import type { FromTrainer } from '#shared/trainer-messages';
import { TrainerProcess } from '../../../src/main/training/trainer-process';
import { TrainingService } from '../../../src/main/training/training-service';
import { fakeForker, someEngine } from '../../fakes/fake-trainer';
import { fashionMnist, presets } from '../../fixtures/fashion-mnist';

const plan = presets[0]!.plan;
const point: CurvePoint = { kind: 'train', position: 0.1, loss: 1, accuracy: 0.5 };

const checkpoint = { step: 30, epoch: 1.5, epochs: 2 };
const summary = { name: 'My run', resumable: checkpoint, dataSet: fashionMnist };
/** What the store says of a run that is to go on. */
let goingOn: (id: string, epochs: number | null) => Promise<GoingOn>;
let ready: boolean;
let states: TrainingState[];
let engines: EngineDescription[];
let noGpu: NoGpu | null;
let told: CurvePoint[];
let tidied: string[];
let forker: ReturnType<typeof fakeForker>;
let training: TrainingService;

beforeEach(() => {
  [ready, states, told, tidied, forker] = [true, [], [], [], fakeForker()];
  [engines, noGpu] = [[], null];
  goingOn = (_id, epochs) =>
    Promise.resolve({
      record: {} as GoingOn['record'],
      plan: { ...plan, epochs: epochs ?? 2 },
      resumesFrom: checkpoint,
      choice: { engine: 'graph', device: 'cpu' },
      goesBack: epochs !== null,
    });
  const log = () => undefined;
  const deadlines = { describe: 1000, stop: 20, evaluate: 1000, prepare: 1000 };
  training = new TrainingService({
    trainer: new TrainerProcess({ fork: forker.fork, log, deadlines }),
    runs: {
      markInterrupted: () => {
        tidied.push('marked');
        return Promise.resolve({ done: [], failed: [] });
      },
      get: () => Promise.resolve({ summary } as unknown as RunDetails),
      goingOn: (id, epochs) => goingOn(id, epochs),
      goBack: (id) => Promise.resolve(void tidied.push(`as before ${id}`)),
      remove: (id) => Promise.resolve(void tidied.push(`removed ${id}`)),
    },
    home: '/home',
    dataSet: () => fashionMnist,
    runsFolder: '/runs',
    dataIsReady: () => ready,
    onChange: (state) => states.push(state),
    onPoints: (_id, points) => told.push(...points),
    onEngine: (engine) => engines.push(engine),
    whyNoGpu: () => Promise.resolve(noGpu),
    onRunChanged: () => undefined,
    log,
  });
});

const newCard = { ...someEngine, id: 'tensorflow-gpu' as const, newCard: true };

/** Lets it look for what trains here, and find `engine`. */
async function look(engine: EngineDescription): Promise<void> {
  const looked = training.look();
  forker.newest().say({ type: 'described', engine });
  await looked;
}

/** Starts a run and waits until the trainer has heard of it. */
async function started(): Promise<string> {
  const runId = training.start({ plan });
  await new Promise((done) => setImmediate(done));
  return runId;
}

const message = (runId: string, points: CurvePoint[] = []): FromTrainer & { type: 'progress' } => ({
  type: 'progress',
  runId,
  phase: 'training',
  engine: someEngine,
  progress: null,
  points,
  warning: null,
  resumedFrom: null,
});

const say = (runId: string, points?: CurvePoint[]) => forker.newest().say(message(runId, points));

test('a run goes from idle to finished, and its curves stay for a page that is loaded again', async () => {
  const runId = await started();
  say(runId, [point]);
  say(runId, [point, point]);
  expect(training.snapshot()).toMatchObject({ state: { status: 'running', phase: 'training', runId } });
  expect(training.snapshot().curves).toHaveLength(3);
  forker.newest().say({
    type: 'finished',
    runId,
    outcome: 'completed',
    engine: someEngine,
    testAccuracy: 0.87,
    seconds: 2,
    stoppedEarly: null,
  });
  await training.ended();
  expect(training.snapshot().state).toMatchObject({
    status: 'finished',
    testAccuracy: 0.87,
    outcome: 'completed',
  });
  expect(training.snapshot().curves).toHaveLength(3);
  expect(told).toHaveLength(3);
  expect(states.map(({ status }) => status)).toEqual(expect.arrayContaining(['running', 'finished']));
  expect(tidied).toEqual([]);
});

test('a card that is not used is told with its reason, once TensorFlow has been asked', async () => {
  noGpu = { reason: "TensorFlow can't open libcudnn.so.9", remedy: 'Set up again.' };
  await look(someEngine);
  await expect
    .poll(() => training.engine()?.detail)
    .toBe("a fake: TensorFlow can't open libcudnn.so.9. What to do: Set up again.");
  expect(engines.map(({ detail }) => detail)).toEqual(['a fake', training.engine()!.detail]);
});

test('what the machine has stays what was found, whatever a run is trained with', async () => {
  const found = { ...someEngine, id: 'tensorflow-gpu' as const };
  await look(found);
  say(await started());
  expect(training.engine()).toEqual(found);
});

test('a card is new until a training has prepared it', async () => {
  await look(newCard);
  const runId = await started();
  forker.newest().say({ ...message(runId), phase: 'preparing', engine: newCard });
  expect(training.engine()?.newCard).toBe(true);
  say(runId);
  expect(training.engine()?.newCard).toBe(false);
});

test('no remedy is told for a card that nothing can be done about', async () => {
  noGpu = { reason: 'the GPU is too old', remedy: null };
  await look(someEngine);
  await expect.poll(() => training.engine()?.detail).toBe('a fake: the GPU is too old');
});

test('a card is new until a probe has prepared it', async () => {
  await look(newCard);
  expect(training.engine()?.newCard).toBe(true);
  training.cardPrepared();
  expect(engines.at(-1)).toEqual({ ...newCard, newCard: false });
});

test('what the trainer tells is handed on at once, each point once', async () => {
  const runId = await started();
  const before = states.length;
  say(runId, [point]);
  say(runId);
  say(runId, [point, point]);
  expect(states.length - before).toBe(3);
  expect(told).toHaveLength(3);
});

test('a start is refused without data, with a plan that can not be trained, and while one runs', async () => {
  ready = false;
  expect(() => training.start({ plan })).toThrow(expect.objectContaining({ kind: 'not-ready' }) as Error);
  ready = true;
  summary.dataSet = fashionMnist;
  const flat = { ...plan, layers: [{ type: 'flatten' as const }] };
  expect(() => training.start({ plan: flat })).toThrow(WardrobeError);
  expect(training.snapshot().state.status).toBe('idle');
  await started();
  expect(() => training.start({ plan })).toThrow(expect.objectContaining({ kind: 'busy' }) as Error);
});

test('a trainer that dies is a failed run, marked in the store, and the next one starts', async () => {
  const runId = await started();
  say(runId, [point]);
  forker.newest().exit(0);
  await training.ended();
  expect(training.snapshot().state).toMatchObject({
    status: 'failed',
    runId,
    error: { kind: 'trainer-exited' },
  });
  expect(tidied).toEqual(['marked']);
  expect(await started()).not.toBe(runId);
  expect(training.snapshot()).toMatchObject({ state: { status: 'running' }, curves: [] });
});

test('a stopped run stays in "stopping" whatever was under way, and one thrown away leaves nothing', async () => {
  const runId = await started();
  say(runId);
  training.stop(false);
  say(runId);
  expect(training.snapshot().state).toMatchObject({ phase: 'stopping' });
  forker.newest().say({
    type: 'finished',
    runId,
    outcome: 'discarded',
    engine: someEngine,
    testAccuracy: null,
    seconds: 1,
    stoppedEarly: null,
  });
  await training.ended();
  expect(training.snapshot().state).toMatchObject({ status: 'idle', ended: { runId, how: 'discarded' } });
});

test('a run thrown away whose trainer hangs is removed by main', async () => {
  const runId = await started();
  say(runId);
  training.stop(false);
  await training.ended();
  expect(tidied).toEqual([`removed ${runId}`]);
  expect(training.snapshot().state).toMatchObject({ status: 'idle', ended: { runId, how: 'discarded' } });
});

test('pause, resume and stop say that nothing is being trained', () => {
  for (const command of [() => training.pause(), () => training.resume(), () => training.stop(true)])
    expect(command).toThrow(expect.objectContaining({ kind: 'not-ready' }) as Error);
});

test('an addon that takes the trainer down means the layers engine from then on, and says why', async () => {
  const looked = training.look();
  forker.newest().exit(11);
  await new Promise((done) => setImmediate(done));
  expect(forker.newest().heard[0]).toMatchObject({ choice: { engine: 'layers' } });
  forker.newest().say({ type: 'described', engine: { ...someEngine, id: 'layers' } });
  await looked;
  expect(training.engine()?.detail).toContain('SIGSEGV');
  await started();
  expect(forker.newest().heard.at(-1)).toMatchObject({ type: 'start', choice: { engine: 'layers' } });
});

test('a run that is stopped while the engine is still being looked for ends at once', async () => {
  void training.look();
  const runId = await started();
  training.stop(true);
  await training.ended();
  expect(training.snapshot().state).toMatchObject({
    status: 'idle',
    ended: { runId, how: 'before-first-step' },
  });
});

/** Goes on with a run and waits until the trainer has heard of it. */
async function resumed(epochs: number | null): Promise<void> {
  expect(await training.resumeRun('a-run', epochs)).toBe('a-run');
  await new Promise((done) => setImmediate(done));
}

test.each([null, 5])(
  'a run that is stopped before the trainer heard that it goes on is unchanged',
  async (epochs) => {
    void training.look();
    await resumed(epochs);
    training.stop(true);
    await training.ended();
    expect(tidied).toEqual(['marked']);
    expect(training.snapshot().state).toMatchObject({ status: 'idle', ended: { how: 'unchanged' } });
  },
);

test.each([
  [true, 'unchanged'],
  [false, 'as-before'],
])('a run that had ended and is stopped before its next step, kept: %s, is %s', async (keep, how) => {
  await resumed(5);
  say('a-run');
  training.stop(keep);
  const end = { engine: someEngine, testAccuracy: null, seconds: 1, stoppedEarly: null };
  forker.newest().say({ type: 'finished', runId: 'a-run', outcome: 'as-before', ...end });
  await training.ended();
  expect(training.snapshot().state).toMatchObject({ status: 'idle', ended: { how } });
});

test('a run goes on: the trainer is told, and its curves take the place of all others', async () => {
  await resumed(null);
  expect(forker.newest().heard.at(-1)).toMatchObject({ type: 'resumeRun', runId: 'a-run', epochs: null });
  const begun = { status: 'running', runName: 'My run', resumedFrom: null, discardGoesBack: false };
  expect(training.snapshot()).toMatchObject({ state: begun, curves: [] });
  const resumedMessage = { ...message('a-run', [point, point]), resumedFrom: checkpoint };
  forker.newest().say(resumedMessage);
  say('a-run', [point]);
  expect(training.snapshot()).toMatchObject({ state: { resumedFrom: checkpoint, warning: null } });
  expect(training.snapshot().curves).toHaveLength(3);
  expect(told).toHaveLength(3);
});

test('what warns is shown until it is over', async () => {
  const runId = await started();
  const warning = { kind: 'disk', message: 'The disk is full.' } as const;
  forker.newest().say({ ...message(runId), warning });
  expect(training.snapshot().state).toMatchObject({ warning });
  say(runId);
  expect(training.snapshot().state).toMatchObject({ warning: null });
});

test('epochs that were added and are discarded leave the run as before, also when the trainer hangs', async () => {
  await resumed(5);
  say('a-run');
  expect(training.snapshot().state).toMatchObject({ plan: { epochs: 5 }, discardGoesBack: true });
  training.stop(false);
  await training.ended();
  expect(tidied).toEqual(['as before a-run']);
  expect(training.snapshot().state).toMatchObject({ status: 'idle', ended: { how: 'as-before' } });
});

test('a trainer that dies leaves a run that can go on; one that can not is refused with the reason', async () => {
  await started();
  forker.newest().exit(9);
  await training.ended();
  expect(training.snapshot().state).toMatchObject({ status: 'failed', resumable: checkpoint });
  goingOn = () => Promise.reject(new WardrobeError('not-ready', 'This run diverged.'));
  await expect(training.resumeRun('a-run', null)).rejects.toMatchObject({ kind: 'not-ready' });
});

test('going on waits for the set that is worked with, and asks the trainer for any other', async () => {
  ready = false;
  await expect(training.resumeRun('a-run', null)).rejects.toMatchObject({ kind: 'not-ready' });
  summary.dataSet = { ...fashionMnist, id: 'signs' };
  await resumed(null);
});
