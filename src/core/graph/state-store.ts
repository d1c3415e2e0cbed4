import type { GraphBuilder, Operation, Tensor } from './graph-builder';
import { sub } from './ops/arithmetic';
import { assignVariable, readVariable, subtractFromVariable } from './ops/variables';

/**
 * Weights and optimizer slots by name, as one training step sees them. The same description of the step runs on
 * variables (operations scheduled by TensorFlow) and on carried values (the loop compiled by XLA).
 */
export interface StateStore {
  /** The value at the start of the step. */
  read(name: string): Tensor;
  /** The value after what the step has changed so far. */
  latest(name: string): Tensor;
  assign(name: string, value: Tensor): void;
  subtract(name: string, value: Tensor): void;
  /**
   * Runs one of TensorFlow's fused optimizer kernels on variables. False where values are carried: write the same as
   * arithmetic then.
   */
  applyFused(names: readonly string[], apply: (handles: Tensor[], after: Operation[]) => Operation): boolean;
}

/** State in variables; `changes` must have run before the step counts as done. */
export class VariableStore implements StateStore {
  readonly changes: Operation[] = [];
  readonly #g: GraphBuilder;
  readonly #handles: ReadonlyMap<string, Tensor>;
  readonly #initial = new Map<string, Tensor>();
  readonly #last = new Map<string, Operation>();

  constructor(g: GraphBuilder, handles: ReadonlyMap<string, Tensor>) {
    this.#g = g;
    this.#handles = handles;
  }

  read(name: string): Tensor {
    let value = this.#initial.get(name);
    if (!value) {
      value = readVariable(this.#g, this.#handle(name), 'float');
      this.#initial.set(name, value);
    }
    return value;
  }

  latest(name: string): Tensor {
    const last = this.#last.get(name);
    return last ? readVariable(this.#g, this.#handle(name), 'float', { after: [last] }) : this.read(name);
  }

  assign(name: string, value: Tensor): void {
    this.#change([name], (after) => assignVariable(this.#g, this.#handle(name), value, after));
  }

  subtract(name: string, value: Tensor): void {
    this.#change([name], (after) => subtractFromVariable(this.#g, this.#handle(name), value, after));
  }

  applyFused(names: readonly string[], apply: (handles: Tensor[], after: Operation[]) => Operation): boolean {
    const handles = names.map((name) => this.#handle(name));
    this.#change(names, (after) => apply(handles, after));
    return true;
  }

  #change(names: readonly string[], make: (after: Operation[]) => Operation): void {
    const operation = make(names.flatMap((name) => this.#last.get(name) ?? []));
    for (const name of names) this.#last.set(name, operation);
    this.changes.push(operation);
  }

  #handle(name: string): Tensor {
    const handle = this.#handles.get(name);
    if (!handle) throw new RangeError(`No variable is called ${name}`);
    return handle;
  }
}

/** State as values, changed by making new ones: for a loop that carries everything it needs. */
export class CarriedStore implements StateStore {
  readonly #g: GraphBuilder;
  readonly #initial: ReadonlyMap<string, Tensor>;
  readonly #changed = new Map<string, Tensor>();

  constructor(g: GraphBuilder, values: ReadonlyMap<string, Tensor>) {
    this.#g = g;
    this.#initial = values;
  }

  read(name: string): Tensor {
    const value = this.#initial.get(name);
    if (!value) throw new RangeError(`No value is called ${name}`);
    return value;
  }

  latest(name: string): Tensor {
    return this.#changed.get(name) ?? this.read(name);
  }

  assign(name: string, value: Tensor): void {
    this.#changed.set(name, value);
  }

  subtract(name: string, value: Tensor): void {
    this.#changed.set(name, sub(this.#g, this.latest(name), value));
  }

  applyFused(): boolean {
    return false;
  }
}
