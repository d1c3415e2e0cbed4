import type { StepSums, Way } from '../../domain/engine';
import { nodes, trainingResults } from '../../graph/program/node-names';
import { batchesOf } from '../../model/run-size';
import { diverged } from '../session/session-errors';
import { scalar, vector, type Feed, type Run } from './graph-session';

/** Runs training steps of a loaded program in either way. What it changes on the way to an error is not undone here. */
export class GraphStepper {
  readonly #run: Run;
  readonly #batchSize: number;
  readonly #padded: Int32Array;

  /** `mostSteps`: of one call of the compiled loop. */
  constructor(run: Run, batchSize: number, mostSteps: number) {
    this.#run = run;
    this.#batchSize = batchSize;
    this.#padded = new Int32Array(mostSteps * batchSize);
  }

  /**
   * Trains on the pictures of `order`, batch after batch, `firstStep` steps having been taken before. Throws
   * WardrobeError('diverged') with the step (from 1) at which loss or weights stopped being finite.
   */
  train(way: Way, order: Int32Array, firstStep: number): StepSums {
    const sums: StepSums = { examples: 0, lossSum: 0, correct: 0 };
    const whole = order.length - (order.length % this.#batchSize);
    const longest = way === 'compiled' ? this.#padded.length : order.length;
    let done = 0;
    while (done < order.length) {
      const compiled = way === 'compiled' && done < whole;
      const end = compiled ? Math.min(done + longest, whole) : order.length;
      const part = order.subarray(done, end);
      const at = firstStep + done / this.#batchSize;
      const { lossSum, correct } = compiled ? this.#compiled(part, at) : this.#scheduled(part, at);
      sums.examples += part.length;
      sums.lossSum += lossSum;
      sums.correct += correct;
      done = end;
    }
    return sums;
  }

  #scheduled(order: Int32Array, firstStep: number): Pick<StepSums, 'lossSum' | 'correct'> {
    return this.#fetch('scheduled', { [nodes.order]: vector(order) }, firstStep, order.length);
  }

  #compiled(order: Int32Array, firstStep: number): Pick<StepSums, 'lossSum' | 'correct'> {
    this.#padded.set(order);
    const feeds = {
      [nodes.paddedOrder]: vector(this.#padded),
      [nodes.steps]: { shape: [], values: Int32Array.of(order.length / this.#batchSize) },
    };
    return this.#fetch('compiled', feeds, firstStep, order.length);
  }

  #fetch(
    way: Way,
    feeds: Readonly<Record<string, Feed>>,
    firstStep: number,
    examples: number,
  ): Pick<StepSums, 'lossSum' | 'correct'> {
    const names = trainingResults(way);
    const [lossHigh, lossLow, correct, finiteSteps, weightNorm] = this.#run(
      { ...feeds, [nodes.firstStep]: { shape: [], values: Int32Array.of(firstStep) } },
      [names.lossHigh, names.lossLow, names.correct, names.finiteSteps, names.weightNorm],
    ).map(scalar) as [number, number, number, number, number];
    if (!Number.isFinite(lossHigh))
      throw diverged(firstStep + finiteSteps + 1, 'The loss is not a finite number');
    if (!Number.isFinite(weightNorm))
      throw diverged(firstStep + batchesOf(examples, this.#batchSize), 'The weights are not finite numbers');
    return { lossSum: lossHigh + lossLow, correct };
  }
}
