import { classNames, imageBytes } from '../dataset/fashion-mnist';
import { WardrobeError } from '../errors';
import { nodes } from '../graph/program/node-names';
import type { StateEntries, StateEntry } from '../graph/training-state';
import { initialWeights } from '../model/initial-weights';
import { describeLayers } from '../model/shapes';
import type { TrainingPlan } from '../model/training-plan';
import type {
  EngineDescription,
  EngineState,
  NamedTensor,
  StepSums,
  TrainingData,
  TrainingSession,
} from '../training/engine';
import { checkIndices } from './check-training-data';
import { graphFailure } from './graph-failure';
import type { Feed, GraphSession, Values } from './graph-session';

/** A call should take about this long, so that a stop is never more than 100 ms away. */
const chunkSeconds = 0.07;
/** Floats of the widest layer that a batch of judged pictures may need. */
const judgedFloats = 8_000_000;
const mostJudged = 1000;

/** A plan compiled into one graph, with its data in TensorFlow. Calls block until they are done. */
export class GraphTrainingSession implements TrainingSession {
  readonly engine: EngineDescription;
  readonly chunkSteps: number;
  readonly compileSeconds: number;
  readonly #plan: TrainingPlan;
  readonly #entries: StateEntries;
  readonly #graph: GraphSession;
  readonly #pictureCount: number;
  readonly #validationIndices: Int32Array;
  readonly #judgedAtOnce: number;
  #step = 0;

  /** `started` is the time by `performance.now()` when compiling began. Takes over `graph` when it succeeds. */
  constructor(
    engine: EngineDescription,
    plan: TrainingPlan,
    data: TrainingData,
    entries: StateEntries,
    graph: GraphSession,
    started: number,
  ) {
    this.engine = engine;
    this.#plan = plan;
    this.#entries = entries;
    this.#graph = graph;
    this.#pictureCount = data.train.labels.length;
    this.#validationIndices = data.validationIndices;
    const widest = Math.max(...describeLayers(plan.layers).map(({ outputShape }) => product(outputShape)));
    this.#judgedAtOnce = Math.max(16, Math.min(mostJudged, Math.floor(judgedFloats / widest)));
    this.#loadData(data);
    const initial = this.#initialState();
    this.setState(initial);
    this.chunkSteps = this.#measureChunk(data.trainIndices);
    this.setState(initial);
    this.compileSeconds = (performance.now() - started) / 1000;
  }

  runSteps(order: Int32Array, first: number, count: number): StepSums {
    const { batchSize } = this.#plan;
    const part = order.subarray(first * batchSize, (first + count) * batchSize);
    const steps = Math.ceil(part.length / batchSize);
    if (count < 1 || first < 0 || steps !== count)
      throw new WardrobeError('bad-input', `The epoch has no ${count} steps from step ${first + 1} on.`);
    checkIndices(part, this.#pictureCount);
    this.#run({}, [nodes.backedUp]);
    try {
      return this.#train(part, steps);
    } catch (error) {
      this.#run({}, [nodes.restored]);
      throw error;
    }
  }

  validate(): StepSums {
    const indices = this.#validationIndices;
    const sums: StepSums = { examples: indices.length, lossSum: 0, correct: 0 };
    for (let start = 0; start < indices.length; start += this.#judgedAtOnce) {
      const judged = indices.subarray(start, start + this.#judgedAtOnce);
      const [loss, correct] = this.#run({ [nodes.judged]: vector(judged) }, [
        nodes.judgedLoss,
        nodes.judgedCorrect,
      ]);
      sums.lossSum += scalar(loss);
      sums.correct += scalar(correct);
    }
    return sums;
  }

  predict(pixels: Uint8Array): Float32Array {
    if (pixels.length % imageBytes !== 0)
      throw new WardrobeError('bad-input', `${pixels.length} bytes are no whole number of 28×28 pictures.`);
    const count = pixels.length / imageBytes;
    const probabilities = new Float32Array(count * classNames.length);
    for (let start = 0; start < count; start += this.#judgedAtOnce) {
      const values = pixels.subarray(start * imageBytes, (start + this.#judgedAtOnce) * imageBytes);
      const shape = [values.length / imageBytes, imageBytes];
      const [answers] = this.#run({ [nodes.pictures]: { shape, values } }, [nodes.probabilities]);
      probabilities.set(answers!, start * classNames.length);
    }
    return probabilities;
  }

  getState(): EngineState {
    const entries = [...this.#entries.weights, ...this.#entries.slots];
    const values = this.#run(
      {},
      entries.map(({ name }) => nodes.value(name)),
    ) as Float32Array[];
    const tensors = entries.map(({ name, shape }, index): NamedTensor => ({
      name,
      shape,
      values: values[index]!,
    }));
    const weightCount = this.#entries.weights.length;
    return { step: this.#step, weights: tensors.slice(0, weightCount), slots: tensors.slice(weightCount) };
  }

  /** Throws WardrobeError('bad-input') when the state does not belong to the plan; nothing is changed then. */
  setState(state: EngineState): void {
    if (!Number.isInteger(state.step) || state.step < 0)
      throw new WardrobeError('bad-input', `${state.step} is no number of steps.`);
    const feeds = {
      ...stateFeeds(this.#entries.weights, state.weights),
      ...stateFeeds(this.#entries.slots, state.slots),
    };
    this.#run(feeds, [nodes.stateSet]);
    this.#step = state.step;
  }

  dispose(): void {
    this.#graph.dispose();
  }

  #train(order: Int32Array, steps: number): StepSums {
    const feeds = {
      [nodes.order]: vector(order),
      [nodes.firstStep]: { shape: [], values: Int32Array.of(this.#step) },
    };
    const results = this.#run(feeds, [
      nodes.lossHigh,
      nodes.lossLow,
      nodes.correct,
      nodes.stepsRun,
      nodes.weightNorm,
    ]).map(scalar) as [number, number, number, number, number];
    const [lossHigh, lossLow, correct, stepsRun, weightNorm] = results;
    if (!Number.isFinite(lossHigh)) throw diverged(this.#step + stepsRun, 'The loss is not a finite number');
    if (!Number.isFinite(weightNorm))
      throw diverged(this.#step + steps, 'The weights are not finite numbers');
    this.#step += steps;
    return { examples: order.length, lossSum: lossHigh + lossLow, correct };
  }

  #loadData({ train }: TrainingData): void {
    const count = train.labels.length;
    const feeds = {
      [nodes.pixels]: { shape: [count, imageBytes], values: train.pixels },
      [nodes.labels]: vector(Int32Array.from(train.labels)),
    };
    this.#run(feeds, [nodes.dataLoaded]);
  }

  #initialState(): EngineState {
    const weights = initialWeights(this.#plan);
    const byName = new Map(weights.map((weight) => [weight.name, weight.values]));
    const slots = this.#entries.slots.map(({ name, shape, startsAs }) => ({
      name,
      shape,
      values: (startsAs === null ? undefined : byName.get(startsAs)) ?? new Float32Array(product(shape)),
    }));
    return { step: 0, weights, slots };
  }

  /** Steps that take about `chunkSeconds`. The first step is slow: TensorFlow prepares its kernels in it. */
  #measureChunk(indices: Int32Array): number {
    const { batchSize } = this.#plan;
    const most = Math.ceil(indices.length / batchSize);
    const secondsOf = (steps: number): number => {
      const started = performance.now();
      this.runSteps(indices, 0, steps);
      return (performance.now() - started) / 1000;
    };
    secondsOf(1);
    let steps = 1;
    let seconds = secondsOf(1);
    while (seconds < chunkSeconds / 4 && steps < most) {
      steps = Math.min(most, steps * 4);
      seconds = secondsOf(steps);
    }
    return Math.max(1, Math.min(most, Math.floor((chunkSeconds / seconds) * steps)));
  }

  #run(feeds: Readonly<Record<string, Feed>>, fetches: readonly string[]): Values[] {
    try {
      return this.#graph.run(feeds, fetches);
    } catch (error) {
      throw graphFailure(error, this.#plan.batchSize);
    }
  }
}

/** Each entry's tensor to feed. Throws WardrobeError('bad-input') when names or shapes differ. */
function stateFeeds(entries: readonly StateEntry[], tensors: readonly NamedTensor[]): Record<string, Feed> {
  const given = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  if (tensors.length !== entries.length || given.size !== entries.length) refuseState();
  const feeds = entries.map(({ name, shape }): [string, Feed] => {
    const tensor = given.get(name);
    if (tensor?.shape.join() !== shape.join() || tensor.values.length !== product(shape))
      return refuseState();
    return [nodes.newValue(name), { shape, values: tensor.values }];
  });
  return Object.fromEntries(feeds);
}

function refuseState(): never {
  throw new WardrobeError(
    'bad-input',
    'The weights do not belong to this model.',
    'Use the weights of a run with the same layers and optimizer.',
  );
}

function diverged(step: number, what: string): WardrobeError {
  return new WardrobeError(
    'diverged',
    `${what} at step ${step}.`,
    'Try a smaller learning rate. The weights from before are kept.',
  );
}

const product = (shape: readonly number[]): number => shape.reduce((result, side) => result * side, 1);
const vector = (values: Int32Array): Feed => ({ shape: [values.length], values });
const scalar = (values: Values | undefined): number => values?.[0] ?? Number.NaN;
