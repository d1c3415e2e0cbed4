import type { ModelTask, TrainingData } from '../../domain/data-set';
import type { EngineDescription, EngineState, StepSums, TrainingSession, Way } from '../../domain/engine';
import { WardrobeError } from '../../domain/errors';
import type { NamedTensor } from '../../domain/named-tensor';
import { nodes } from '../../graph/program/node-names';
import type { TrainingProgram } from '../../graph/program/training-program';
import type { StateEntries, StateEntry } from '../../graph/training-state';
import type { TrainingPlan } from '../../model/training-plan';
import { checkedBatches } from '../session/check-training-data';
import { ChunkLength } from '../session/chunk-length';
import { batchTooLarge, judgingTooLarge } from '../session/engine-failure';
import { checkState, initialState } from '../session/session-state';
import { ChunkedPictures } from './chunked-pictures';
import { race, wayInWords } from './graph-race';
import { judgedAtOnceBy, newValues, predictBy } from './graph-judge';
import { runOf, scalar, type GraphSession, type Run } from './graph-session';
import { GraphStepper } from './graph-stepper';
import { WholeSet, type SessionPictures } from './session-pictures';

/** Slot that says which way a run trains, so that a resumed one goes on the same way, to the last bit. */
const wayEntry: StateEntry = { name: 'compiled', shape: [], startsAs: null };

/** A plan compiled into one graph, with its data in TensorFlow. Calls block until they are done. */
export class GraphTrainingSession implements TrainingSession {
  readonly compileSeconds: number;
  readonly #plan: TrainingPlan;
  readonly #dataSet: ModelTask;
  readonly #entries: StateEntries;
  readonly #graph: GraphSession;
  readonly #run: Run;
  readonly #pictureCount: number;
  readonly #pictures: SessionPictures;
  readonly #validationIndices: Int32Array;
  readonly #judgedAtOnce: number;
  readonly #stepper: GraphStepper;
  readonly #ways: readonly Way[];
  readonly #chunk: ChunkLength;
  readonly #block: number;
  #engine: EngineDescription;
  #way: Way = 'scheduled';
  #step = 0;

  /**
   * `started` is the time by `performance.now()` when compiling began, `ways` those to choose from, `sameEachTime` as in `race`. Takes over `graph` when it
   * succeeds.
   */
  constructor(
    engine: EngineDescription,
    plan: TrainingPlan,
    data: TrainingData,
    { entries, ways, loop, held }: Omit<TrainingProgram, 'graph'>,
    graph: GraphSession,
    { started, sameEachTime }: { started: number; sameEachTime: boolean },
  ) {
    this.#plan = plan;
    this.#dataSet = data.dataSet;
    this.#entries = { weights: entries.weights, slots: [...entries.slots, wayEntry] };
    this.#graph = graph;
    this.#run = runOf(graph);
    this.#pictureCount = data.train.labels.length;
    this.#validationIndices = data.validationIndices;
    const device = engine.id === 'tensorflow-gpu' ? 'gpu' : 'cpu';
    this.#judgedAtOnce = judgedAtOnceBy(plan, data.dataSet.shape, device);
    this.#stepper = new GraphStepper(
      (feeds, fetches) => this.#run(feeds, fetches, batchTooLarge(plan.batchSize)),
      plan.batchSize,
      loop.mostSteps,
    );
    this.#pictures =
      held === null
        ? new WholeSet(this.#run, data, plan.batchSize)
        : new ChunkedPictures(this.#run, data, plan.batchSize, held);
    const initial = initialState(plan, data.dataSet, this.#entries);
    this.#assign(initial);
    const result = race({
      ways,
      sameEachTime,
      // No more than are there at once: to read further ones says nothing about the way.
      mostSteps: Math.max(
        1,
        Math.floor(Math.min(data.trainIndices.length, this.#pictures.held) / plan.batchSize),
      ),
      run: (way, steps) => this.#tryOut(way, data.trainIndices, steps),
    });
    this.#ways = result.possible;
    this.#way = result.way;
    this.#chunk = new ChunkLength(result.secondsPerStep);
    this.#block = loop.block;
    this.#engine = { ...engine, detail: result.detail, way: result.way };
    this.#assign(initial);
    this.compileSeconds = (performance.now() - started) / 1000;
  }

  get engine(): EngineDescription {
    return this.#engine;
  }

  get chunkSteps(): number {
    // Whole turns of the compiled loop: the rest of one would be computed in vain.
    const { steps } = this.#chunk;
    return this.#way === 'compiled' && steps > this.#block ? steps - (steps % this.#block) : steps;
  }

  runSteps(order: Int32Array, first: number, count: number): StepSums {
    const { batchSize } = this.#plan;
    checkedBatches(order, { first, count, batchSize, pictures: this.#pictureCount });
    this.#run({}, [nodes.backedUp]);
    try {
      const { sums, seconds } = this.#train(this.#way, order, { first, count, done: this.#step });
      this.#step += count;
      this.#chunk.learn(count, seconds);
      return sums;
    } catch (error) {
      this.#run({}, [nodes.restored]);
      throw error;
    }
  }

  *validate(): Generator<StepSums> {
    const indices = this.#validationIndices;
    for (let start = 0; start < indices.length; start += this.#judgedAtOnce) {
      const judged = indices.subarray(start, start + this.#judgedAtOnce);
      const [loss, correct] = this.#run(
        this.#pictures.judged(judged),
        [nodes.judgedLoss, nodes.judgedCorrect],
        judgingTooLarge(judged.length),
      );
      yield { examples: judged.length, lossSum: scalar(loss), correct: scalar(correct) };
    }
  }

  predict(pixels: Uint8Array): Float32Array {
    return predictBy(this.#run, pixels, this.#dataSet, this.#judgedAtOnce);
  }

  getState(): EngineState {
    const { weights, slots } = this.#entries;
    const stored = [...weights, ...slots].filter((entry) => entry !== wayEntry);
    const values = this.#run(
      {},
      stored.map(({ name }) => nodes.value(name)),
    ) as Float32Array[];
    const tensors = stored.map(({ name, shape }, index): NamedTensor => ({
      name,
      shape,
      values: values[index]!,
    }));
    const way = { name: wayEntry.name, shape: [], values: Float32Array.of(this.#way === 'compiled' ? 1 : 0) };
    return {
      step: this.#step,
      weights: tensors.slice(0, weights.length),
      slots: [...tensors.slice(weights.length), way],
    };
  }

  /** Throws WardrobeError('bad-input') when the state does not belong to the plan; nothing is changed then. */
  setState(state: EngineState): string | null {
    this.#assign(state);
    this.#step = state.step;
    const compiled = state.slots.find(({ name }) => name === wayEntry.name)?.values[0] === 1;
    return this.#goOn(compiled ? 'compiled' : 'scheduled');
  }

  dispose(): void {
    this.#graph.dispose();
  }

  /** Trains in that way from now on, or in the other where that one can't run; then says so, as `setState` does. */
  #goOn(wanted: Way): string | null {
    const way = this.#ways.includes(wanted) ? wanted : this.#ways[0]!;
    if (way !== this.#way) this.#engine = { ...this.#engine, way, detail: `${wayInWords[way]}, as it began` };
    this.#way = way;
    if (way === wanted) return null;
    return `This run was begun as ${wayInWords[wanted]}, which can't be had here now. It goes on as ${wayInWords[way]}.`;
  }

  #assign(state: EngineState): void {
    checkState(this.#entries, state);
    const tensors = [...state.weights, ...state.slots].filter(({ name }) => name !== wayEntry.name);
    this.#run(newValues(tensors), [nodes.stateSet]);
  }

  /**
   * Trains on `count` batches of `order` from batch `first` on, `done` steps having been taken before. `seconds` leaves out what
   * reading pictures took.
   */
  #train(
    way: Way,
    order: Int32Array,
    { first, count, done }: { first: number; count: number; done: number },
  ): { sums: StepSums; seconds: number } {
    const sums: StepSums = { examples: 0, lossSum: 0, correct: 0 };
    let milliseconds = 0;
    for (const part of this.#pictures.parts(order, first, count)) {
      const started = performance.now();
      const found = this.#stepper.train(way, part, done + sums.examples / this.#plan.batchSize);
      sums.examples += found.examples;
      sums.lossSum += found.lossSum;
      sums.correct += found.correct;
      milliseconds += performance.now() - started;
    }
    return { sums, seconds: milliseconds / 1000 };
  }

  /** Trains to see how long it takes. A plan that diverges does so when it is run, where the step can be told. */
  #tryOut(way: Way, order: Int32Array, steps: number): void {
    try {
      this.#train(way, order, { first: 0, count: steps, done: 0 });
    } catch (error) {
      if (!(error instanceof WardrobeError && error.kind === 'diverged')) throw error;
    }
  }
}
