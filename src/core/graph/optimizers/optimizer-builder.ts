import type { Optimizer } from '../../model/training-plan';
import type { GraphBuilder, Tensor } from '../graph-builder';
import type { StateStore } from '../state-store';

/** What the whole step shares. */
export interface OptimizerContext {
  g: GraphBuilder;
  store: StateStore;
  /** Learning rate of this step, a scalar. */
  rate: Tensor;
  /** Steps taken when this one is done, from 1, as a float scalar. */
  time: Tensor;
}

export interface OptimizerBuilder<O extends Optimizer = Optimizer> {
  /** Names of the slots kept for each trained weight; they start at zero. */
  slots(optimizer: O): readonly string[];
  /** Builds what all weights share, and returns what updates one weight by its gradient. */
  prepare(context: OptimizerContext, optimizer: O): (name: string, gradient: Tensor) => void;
}

export type OptimizerOf<Type extends Optimizer['type']> = Extract<Optimizer, { type: Type }>;

/** State name of a weight's slot. */
export const slotName = (weight: string, slot: string): string => `${weight}.${slot}`;
