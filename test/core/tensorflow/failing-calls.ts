import { expect } from 'vitest';
import type { EngineState, TrainingSession } from '#core/domain/engine';
import { WardrobeError } from '#core/domain/errors';

/** The WardrobeError that `call` throws. */
export const failure = (call: () => unknown): WardrobeError => {
  try {
    call();
  } catch (error) {
    if (error instanceof WardrobeError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
};

/** A model without anything that bounds its values, so that it can be made to diverge. */
export const exploding = {
  layers: [
    { type: 'flatten' },
    { type: 'dense', units: 32, activation: 'linear' },
    { type: 'dense', units: 32, activation: 'linear' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  optimizer: { type: 'sgd', momentum: 0.99 },
  learningRate: 1e-3,
};

/** The same state with a weight near float32's largest value: the next forward pass overflows. */
export function brokenState(good: EngineState): EngineState {
  const broken = structuredClone(good);
  broken.weights[0]!.values.fill(3e38);
  return broken;
}

/** Calls that do not fit a session of bandData(60, 10) in batches of 8: each is refused as 'bad-input' and changes nothing. */
export const refusals: [string, (session: TrainingSession) => unknown][] = [
  ['steps past the end', (session) => session.runSteps(order, 7, 2)],
  ['no steps', (session) => session.runSteps(order, 0, 0)],
  ['steps before the first', (session) => session.runSteps(order, -1, 1)],
  ['a picture that is not there', (session) => session.runSteps(Int32Array.of(70), 0, 1)],
  ['a picture before the first', (session) => session.runSteps(Int32Array.of(-1), 0, 1)],
  ['half a picture', (session) => session.predict(new Uint8Array(100))],
  ['a state without slots', (session) => session.setState({ ...session.getState(), slots: [] })],
  ['a broken step', (session) => session.setState({ ...session.getState(), step: -1 })],
  [
    'a weight of another shape',
    (session) => {
      const state = session.getState();
      state.weights[0]!.shape = [10, 784];
      session.setState(state);
    },
  ],
  [
    'a weight with too few values',
    (session) => {
      const state = session.getState();
      state.weights[0]!.values = state.weights[0]!.values.subarray(1);
      session.setState(state);
    },
  ],
];

const order = Int32Array.from({ length: 60 }, (_, index) => index);

/**
 * Does 1,000 calls that pass and as many that diverge, with every refusal now and then, and expects memory to stay as it
 * was. `held` counts what the library holds.
 */
export function expectNothingLeft(session: TrainingSession, held: () => number): void {
  const good = session.getState();
  const broken = brokenState(good);
  const round = (): void => {
    session.setState(good);
    session.runSteps(order, 0, 2);
    session.setState(broken);
    failure(() => session.runSteps(order, 0, 2));
  };
  const refuse = (): void => {
    session.setState(good);
    for (const [, call] of refusals) failure(() => call(session));
  };
  for (let count = 0; count < 200; count++) round();
  for (let count = 0; count < 20; count++) refuse();
  const before = held();
  // A batch leaked at each step would be 75 MB, a set of weights 325 MB; the rest is garbage not yet collected.
  const grown = leastGrowth(50, () => {
    for (let count = 0; count < 1000; count++) round();
    for (let count = 0; count < 100; count++) refuse();
  });
  process.stdout.write(
    `${session.engine.library}: ${grown.toFixed(1)} MB more after 1,000 calls that passed, 1,000 that diverged and ` +
      `${100 * refusals.length} that were refused\n`,
  );
  expect(held()).toBe(before);
  expect(grown).toBeLessThan(50);
}

/**
 * By how many MB the process grows while `work` is done, of up to three times the least: a leak grows each time, and what is
 * not collected yet does not. The first time that is below `enough` is taken.
 */
function leastGrowth(enough: number, work: () => void): number {
  let least = Infinity;
  for (let time = 0; time < 3 && least >= enough; time++) {
    const before = process.memoryUsage().rss;
    work();
    least = Math.min(least, (process.memoryUsage().rss - before) / 1e6);
  }
  return least;
}
