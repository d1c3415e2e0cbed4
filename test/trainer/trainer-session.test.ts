import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProgressTeller } from '../../src/trainer/progress-teller';
import { TrainerSession } from '../../src/trainer/trainer-session';
import { realData } from '../fixtures/real-dataset';
import { RunStore } from '#core/runs/store/run-store';
import { chooseEngine } from '#core/tensorflow/choose-engine';
import { fromTrainer, type FromTrainer, type ToTrainer } from '#shared/trainer-messages';
import { findPreset } from '../fixtures/fashion-mnist';

type Start = Extract<ToTrainer, { type: 'start' }>;

let runsFolder: string;
beforeEach(async () => {
  runsFolder = await mkdtemp(join(tmpdir(), 'wardrobe-trainer-'));
});
afterEach(() => rm(runsFolder, { recursive: true, force: true }));

/** A trainer whose port keeps what was posted and calls `onMessage`. */
function trainer(onMessage: (message: FromTrainer, session: TrainerSession) => void = () => undefined) {
  const posted: FromTrainer[] = [];
  const session: TrainerSession = new TrainerSession({
    post: (message) => {
      posted.push(fromTrainer.parse(structuredClone(message)));
      onMessage(message, session);
    },
  });
  return { session, posted };
}

const start = (change: Partial<Start> = {}): Start => ({
  type: 'start',
  runId: 'a-run',
  name: 'A run',
  plan: { ...findPreset('classic')!.plan, epochs: 1 },
  choice: { engine: 'auto', device: 'cpu' },
  ...realData,
  runsFolder,
  ...change,
});

test('says what would train', async () => {
  const { session, posted } = trainer();
  await session.hear({ type: 'describe', choice: {} });
  expect(posted).toEqual([
    { type: 'described', engine: (await chooseEngine({ engine: 'auto', device: 'auto' })).description },
  ]);
});

test('trains a run: progress with every curve point, then the last word', async () => {
  const { session, posted } = trainer();
  await session.hear(start());
  const store = new RunStore(runsFolder);
  const { summary, curves } = await store.get('a-run');
  const points = posted.flatMap((message) => (message.type === 'progress' ? message.points : []));
  expect(points).toEqual(curves);
  expect(posted.filter(({ type }) => type === 'finished')).toHaveLength(1);
  expect(posted.at(-1)).toEqual({
    type: 'finished',
    runId: 'a-run',
    outcome: 'completed',
    engine: summary.engine,
    testAccuracy: summary.testAccuracy,
    seconds: summary.seconds,
    stoppedEarly: null,
  });
});

test('heeds what is meant for its run and drops what is not', async () => {
  const phases: string[] = [];
  const { session, posted } = trainer((message) => {
    if (message.type !== 'progress') return;
    if (phases.at(-1) !== message.phase) phases.push(message.phase);
    if (message.phase === 'paused') void session.hear({ type: 'stop', runId: 'a-run', keep: true });
    // Before the first step there would be nothing to keep.
    if (message.phase !== 'training' || !message.progress) return;
    void session.hear({ type: 'stop', runId: 'old-run', keep: false });
    void session.hear({ type: 'pause', runId: 'a-run' });
  });
  await session.hear(start({ plan: { ...findPreset('classic')!.plan, epochs: 100 } }));
  expect(phases).toEqual(['starting', 'compiling', 'training', 'paused', 'stopping', 'evaluating']);
  expect(posted.at(-1)).toMatchObject({ type: 'finished', outcome: 'stopped' });
});

test('discards a run and can train the next', async () => {
  const { session, posted } = trainer((message) => {
    if (message.type === 'progress' && message.progress)
      void session.hear({ type: 'stop', runId: 'a-run', keep: false });
  });
  await session.hear(start());
  expect(posted.at(-1)).toMatchObject({ type: 'finished', outcome: 'discarded', testAccuracy: null });
  expect(await readdir(runsFolder)).toEqual([]);
  await session.hear(start());
  expect(posted.at(-1)).toMatchObject({ type: 'finished', outcome: 'discarded' });
});

test('a failure is the last word; a second run at the same time is refused', async () => {
  const { session, posted } = trainer();
  await Promise.all([
    session.hear(start({ home: join(runsFolder, 'none') })),
    session.hear(start({ runId: 'second' })),
  ]);
  const words = posted.flatMap((message) =>
    message.type === 'failed' ? [[message.runId, message.error.kind]] : [],
  );
  expect(words).toEqual([
    ['second', 'busy'],
    ['a-run', 'not-ready'],
  ]);
});

test('refuses what it can not read', async () => {
  const { session, posted } = trainer();
  await expect(session.hear({ type: 'frob' })).rejects.toThrow();
  await expect(session.hear({ ...start(), runId: '../x' })).rejects.toThrow();
  expect(posted).toEqual([]);
});

test('tells figures ten times a second at most, and a phase at once, without losing a point', () => {
  let now = 0;
  const told: number[] = [];
  const teller = new ProgressTeller(
    ({ points }) => told.push(points.length),
    () => now,
  );
  const progress = {
    epoch: 1,
    epochs: 1,
    step: 1,
    stepsPerEpoch: 9,
    examplesPerSecond: 1,
    secondsLeft: 1,
    train: null,
    validation: null,
  };
  for (now = 0; now < 1000; now += 10) {
    teller.points([{ kind: 'train', position: now, loss: 1, accuracy: 0 }]);
    teller.progress(progress);
  }
  expect(told).toHaveLength(10);
  teller.phase('paused');
  expect(told).toHaveLength(11);
  expect(told.reduce((a, b) => a + b, 0)).toBe(100);
  teller.tell();
  expect(told).toHaveLength(11);
});
