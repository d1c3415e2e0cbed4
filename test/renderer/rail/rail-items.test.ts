import { expect, test } from 'vitest';
import { runSummary } from '../../fixtures/run-summary';
import { railItems, type RailFacts } from '../../../src/renderer/rail/rail-items';
import { findPreset } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const perClass = (count: number) => Array.from({ length: 10 }, () => count);
const ready: RailFacts['dataset'] = {
  status: 'ready',
  source: 'a folder',
  folder: '/data',
  classNames: perClass(0).map(String),
  trainPerClass: perClass(6000),
  testPerClass: perClass(1000),
  sharedWithTrain: 0,
};
const run = runSummary({ id: 'classic-1' });
const unhindered = { warning: null, resumedFrom: null, discardGoesBack: false };
const fresh: RailFacts = {
  setName: null,
  dataset: { status: 'missing' },
  training: { status: 'idle', ended: null },
  model: { name: 'classic', parameters: 101_770 },
  run: null,
  brokenOff: null,
};
const running = (phase: 'training' | 'paused' | 'compiling', progress: boolean): RailFacts['training'] => ({
  status: 'running',
  runId: 'classic-1',
  runName: 'Classic',
  plan,
  phase,
  engine: null,
  ...unhindered,
  progress: progress
    ? {
        epoch: 3,
        epochs: 5,
        step: 1,
        stepsPerEpoch: 1688,
        examplesPerSecond: 1,
        secondsLeft: null,
        train: null,
        validation: null,
      }
    : null,
});

const states = (facts: RailFacts) => railItems(facts).map(({ state }) => state);
const captions = (facts: RailFacts) => railItems(facts).map(({ caption }) => caption);

test('a new user: the data is to get, the rest says what it waits for', () => {
  expect(states(fresh)).toEqual(['open', 'open', 'waiting', 'waiting', 'waiting']);
  expect(captions(fresh)).toEqual([
    'to get',
    'classic, 101,770',
    'after the data',
    'after training',
    'after training',
  ]);
});

test('with data, training is open', () => {
  const facts = { ...fresh, dataset: ready };
  expect(states(facts)).toEqual(['done', 'open', 'open', 'waiting', 'waiting']);
  expect(captions(facts)[0]).toBe('70,000 pictures');
});

test('while training, the rail tells the epoch, a pause or the phase', () => {
  const caption = (training: RailFacts['training']) => railItems({ ...fresh, dataset: ready, training })[2];
  expect(caption(running('training', true))).toMatchObject({ caption: 'epoch 3 of 5', state: 'working' });
  expect(caption(running('paused', true))).toMatchObject({ caption: 'paused', state: 'open' });
  expect(caption(running('compiling', false))).toMatchObject({ caption: 'compiling…' });
});

test('a run that was broken off can go on, once the data is there and nothing else is trained', () => {
  const facts: RailFacts = { ...fresh, dataset: ready, run, brokenOff: { ...run, status: 'interrupted' } };
  expect(railItems(facts)[2]).toMatchObject({ caption: 'can go on', state: 'open' });
  expect(captions({ ...facts, dataset: { status: 'missing' } })[2]).not.toBe('can go on');
  expect(captions({ ...facts, training: running('training', true) })[2]).toBe('epoch 3 of 5');
});

test('after training everything is done or open', () => {
  const facts = { ...fresh, dataset: ready, run };
  expect(states(facts)).toEqual(['done', 'open', 'done', 'done', 'open']);
  expect(captions(facts)[3]).toBe('87.4\u00a0% right');
});

test('a wrong setting and a failed run are marked', () => {
  const error = { kind: 'diverged', message: 'The loss is no longer a number.' } as const;
  const training = {
    status: 'failed',
    runId: 'classic-1',
    runName: 'Classic',
    plan,
    error,
    resumable: null,
  } as const;
  expect(states({ ...fresh, dataset: ready, model: null, training })).toEqual([
    'done',
    'failed',
    'failed',
    'waiting',
    'waiting',
  ]);
});
