import type { Tensor } from '@tensorflow/tfjs';
import { WardrobeError } from '../errors';
import { stateEntries, type StateEntries, type StateEntry } from '../graph/training-state';
import { initialWeights } from '../model/initial-weights';
import { shapeSize } from '../model/shape-size';
import type { TrainingPlan } from '../model/training-plan';
import type { EngineState, NamedTensor } from '../training/engine';
import type { Tfjs } from './layers-backend';
import { wrongWeights } from './session-errors';

/**
 * Weights and optimizer slots of a run, under the same names as in the graph engine. A change puts a new tensor in the place of
 * an old one, so that going back to where a call began costs nothing but keeping the old ones for as long.
 */
export class LayersState {
  readonly #tf: Tfjs;
  readonly #entries: StateEntries;
  #tensors = new Map<string, Tensor>();
  #before: ReadonlyMap<string, Tensor> | null = null;

  constructor(tf: Tfjs, plan: TrainingPlan) {
    this.#tf = tf;
    this.#entries = stateEntries(plan);
    const initial = new Map(initialWeights(plan).map(({ name, values }) => [name, values]));
    for (const { name, shape, startsAs } of this.#all) {
      const values =
        (startsAs === null ? undefined : initial.get(startsAs)) ?? new Float32Array(shapeSize(shape));
      this.#put(name, shape, values);
    }
  }

  get(name: string): Tensor {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new RangeError(`No weight is called ${name}`);
    return tensor;
  }

  /** Takes over `tensor`; the one it replaces is gone, unless `transaction` may have to go back to it. */
  replace(name: string, tensor: Tensor): void {
    const old = this.get(name);
    this.#tensors.set(name, this.#tf.keep(tensor));
    if (this.#before?.get(name) !== old) old.dispose();
  }

  /** Runs `change`; when it throws, everything is as it was before. */
  transaction<Result>(change: () => Result): Result {
    const before = new Map(this.#tensors);
    this.#before = before;
    try {
      const result = change();
      this.#forget(before, this.#tensors);
      return result;
    } catch (error) {
      this.#forget(this.#tensors, before);
      this.#tensors = before;
      throw error;
    } finally {
      this.#before = null;
    }
  }

  get isFinite(): boolean {
    const tf = this.#tf;
    const squares = tf.tidy(() =>
      tf.addN([...this.#tensors.values()].map((tensor) => tf.sum(tf.square(tensor)))).dataSync(),
    );
    return Number.isFinite(squares[0]);
  }

  read(): Pick<EngineState, 'weights' | 'slots'> {
    const values = ({ name, shape }: StateEntry): NamedTensor => ({
      name,
      shape: shape.slice(),
      values: Float32Array.from(this.get(name).dataSync()),
    });
    return { weights: this.#entries.weights.map(values), slots: this.#entries.slots.map(values) };
  }

  /** Throws WardrobeError('bad-input') when the state is another plan's; nothing is changed then. */
  write({ weights, slots }: Pick<EngineState, 'weights' | 'slots'>): void {
    checkSame(this.#entries.weights, weights);
    checkSame(this.#entries.slots, slots);
    for (const { name, shape, values } of [...weights, ...slots]) {
      this.get(name).dispose();
      this.#put(name, shape, values);
    }
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }

  get #all(): StateEntry[] {
    return [...this.#entries.weights, ...this.#entries.slots];
  }

  /** A copy: tensors of some backends live in the memory they are made from. */
  #put(name: string, shape: number[], values: Float32Array): void {
    this.#tensors.set(name, this.#tf.tensor(values.slice(), shape));
  }

  #forget(gone: ReadonlyMap<string, Tensor>, kept: ReadonlyMap<string, Tensor>): void {
    for (const [name, tensor] of gone) if (kept.get(name) !== tensor) tensor.dispose();
  }
}

function checkSame(own: readonly StateEntry[], given: readonly NamedTensor[]): void {
  const byName = new Map(given.map((tensor) => [tensor.name, tensor]));
  const fits = ({ name, shape }: StateEntry): boolean => {
    const tensor = byName.get(name);
    return tensor?.shape.join() === shape.join() && tensor.values.length === shapeSize(shape);
  };
  if (given.length !== own.length || byName.size !== own.length || !own.every(fits)) throw wrongWeights();
}

/** Throws WardrobeError('bad-input') unless `step` can be a number of steps taken. */
export function checkStep(step: number): void {
  if (!Number.isInteger(step) || step < 0)
    throw new WardrobeError('bad-input', `${step} is no number of steps.`);
}
