import type { EagerOperations, EagerTensor } from './eager-operations';
import type { WeightRole } from './weight-spec';

/** What a layer may ask of the layers engine, which runs it operation by operation. */
export interface EagerContext {
  readonly tf: EagerOperations;
  weight(role: WeightRole): EagerTensor;
  /** Null when judging. */
  readonly training: {
    /** New value of a moving statistic, in force after the step. */
    assign(role: WeightRole, value: EagerTensor): void;
    /** Random numbers in [0, 1), this layer's and this step's own, the same as in the graph. */
    uniform(count: number): Float32Array;
  } | null;
  /** The layers within this one. */
  inner(input: EagerTensor): EagerTensor;
}
