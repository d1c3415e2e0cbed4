import type { StepSums } from './engine';
import type { NamedTensor } from './named-tensor';
import type { Metrics } from './training-progress';

export interface EarlyStoppingState {
  bestLoss: number;
  bestEpoch: number;
  /** Epochs in a row that were no better. */
  waited: number;
}

/** All that the training loop remembers between two steps, apart from what the engine holds. */
export interface LoopState {
  /** The epoch under way, from 1; one more than there are when all are done. */
  epoch: number;
  /** Steps of it that are done; when all are, its validation comes next. */
  step: number;
  /** Over the steps of this epoch; null before the first. */
  epochSums: StepSums | null;
  /** Over the steps since the last point of the training curve. */
  pointSums: StepSums | null;
  /** Spent on this epoch so far, pauses left out. */
  epochSeconds: number;
  /** After the last epoch that ended. */
  validation: Metrics | null;
  earlyStopping: EarlyStoppingState | null;
  /** With early stopping, the weights of the best epoch so far. */
  best: readonly NamedTensor[] | null;
}

/** Where a new run begins. */
export const firstLoopState: LoopState = {
  epoch: 1,
  step: 0,
  epochSums: null,
  pointSums: null,
  epochSeconds: 0,
  validation: null,
  earlyStopping: null,
  best: null,
};
