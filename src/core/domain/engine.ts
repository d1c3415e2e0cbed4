import type { NamedTensor } from './named-tensor';

/** How the steps run: operations scheduled by TensorFlow, or the whole loop compiled by XLA. */
export type Way = 'scheduled' | 'compiled';

/** On a GPU: whatever is fastest, or only what gives the same bits each time. On a CPU all that is used does. */
export type Bits = 'fast' | 'exact';

export type EngineId = 'tensorflow-gpu' | 'tensorflow-cpu' | 'layers';

/** What trains, and on what, in words for people. */
export interface EngineDescription {
  id: EngineId;
  /** For example "TensorFlow 2.21.0" or "tfjs 4.22.0 (WASM)". */
  library: string;
  /** For example "CPU" or "NVIDIA H200". */
  device: string;
  /** How the step runs and why this engine was taken: "compiled by XLA, chosen by a race", "no NVIDIA driver found". */
  detail: string;
  /** How the steps of the graph engine run; absent until it is known, and in runs stored before it was noted. */
  way?: Way | undefined;
  /** Which kernels a GPU uses; absent on a CPU, where the same plan always gives the same bits. */
  bits?: Bits | undefined;
  /** The driver has never compiled kernels for this card: its first training takes minutes to start. */
  newCard?: boolean | undefined;
}

/** What the user asked to train with; `auto` leaves it to what is found. */
export interface EngineChoice {
  engine: 'auto' | 'graph' | 'layers';
  device: 'auto' | 'cpu' | 'gpu';
  /** Absent: a short race decides. */
  way?: Way | undefined;
  /** Absent: fast. */
  bits?: Bits | undefined;
}

export const automatic: EngineChoice = { engine: 'auto', device: 'auto' };

/** Sums over the examples seen: divide by `examples` for means. */
export interface StepSums {
  examples: number;
  lossSum: number;
  correct: number;
}

/** All that is needed to go on training to the last bit: weights, optimizer slots, averages, step count. */
export interface EngineState {
  /** Steps taken so far in the whole run. */
  step: number;
  weights: NamedTensor[];
  slots: NamedTensor[];
}

/** A model with its weights, ready to judge pictures. */
export interface PictureJudge {
  /** Softmax probabilities [count × 10] for pictures [count × 784]. Throws WardrobeError('bad-input') when one is not whole. */
  predict(pixels: Uint8Array): Float32Array;
  dispose(): void;
}

/** One compiled plan with its data on the device; it judges with the weights that would be kept. */
export interface TrainingSession extends PictureJudge {
  /** Says how it trains as it stands: a state that was set may have changed that. */
  readonly engine: EngineDescription;
  /** The most steps the next call should take, so that a stop is never more than about 100 ms away. It changes with the machine's load. */
  readonly chunkSteps: number;
  /** Seconds spent on compiling and on the race, apart from training. */
  readonly compileSeconds: number;
  /**
   * Trains on `count` batches of `order` (indices into the training pictures, one epoch, already shuffled),
   * from batch `first` on. The last batch may be smaller. Throws WardrobeError('diverged') on a NaN or infinite loss.
   */
  runSteps(order: Int32Array, first: number, count: number): StepSums;
  /**
   * Judges the validation pictures with the weights that would be kept, part by part, so that who waits can see to other
   * things in between; the parts are the same each time.
   */
  validate(): Iterable<StepSums>;
  getState(): EngineState;
  /**
   * Gives what is not as it was where the state was taken, in words for people, if it can't go on from there to the last
   * bit; else null.
   */
  setState(state: EngineState): string | null;
}
