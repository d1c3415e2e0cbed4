import type { Tensor } from '@tensorflow/tfjs';
import type { EngineState } from '../../domain/engine';
import type { NamedTensor } from '../../domain/named-tensor';
import type { StateEntries, StateEntry } from '../../graph/training-state';
import { checkState } from '../session/session-state';
import type { Tfjs } from './layers-backend';

/**
 * Weights and optimizer slots of a run, under the same names as in the graph engine. A change puts a new tensor in the place of
 * an old one, so that going back to where a call began costs nothing but keeping the old ones for as long.
 */
export class LayersState {
  readonly #tf: Tfjs;
  readonly #entries: StateEntries;
  #tensors: Map<string, Tensor>;
  #before: ReadonlyMap<string, Tensor> | null = null;

  /** Throws WardrobeError('bad-input') when `state` has other tensors than `entries` says. */
  constructor(tf: Tfjs, entries: StateEntries, state: EngineState) {
    this.#tf = tf;
    this.#entries = entries;
    checkState(entries, state);
    this.#tensors = this.#made(state);
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

  /** Throws WardrobeError('bad-input') when the state is another plan's. Nothing is changed when it throws. */
  write(state: EngineState): void {
    checkState(this.#entries, state);
    const before = this.#tensors;
    this.#tensors = this.#made(state);
    for (const tensor of before.values()) tensor.dispose();
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }

  /** Copies: tensors of some backends live in the memory they are made from. None is left when there is no memory for all. */
  #made({ weights, slots }: EngineState): Map<string, Tensor> {
    const made = new Map<string, Tensor>();
    try {
      for (const { name, shape, values } of [...weights, ...slots])
        made.set(name, this.#tf.tensor(values.slice(), shape));
      return made;
    } catch (error) {
      for (const tensor of made.values()) tensor.dispose();
      throw error;
    }
  }

  #forget(gone: ReadonlyMap<string, Tensor>, kept: ReadonlyMap<string, Tensor>): void {
    for (const [name, tensor] of gone) if (kept.get(name) !== tensor) tensor.dispose();
  }
}
