export type TrainingPhase =
  'starting' | 'preparing' | 'compiling' | 'training' | 'paused' | 'stopping' | 'evaluating';

/** Means over the examples seen. */
export interface Metrics {
  loss: number;
  accuracy: number;
}

/** How far a run is. */
export interface TrainingProgress {
  /** From 1. */
  epoch: number;
  epochs: number;
  /** Steps done in this epoch. */
  step: number;
  stepsPerEpoch: number;
  examplesPerSecond: number;
  /** Null until it can be told. */
  secondsLeft: number | null;
  /** This epoch so far; null before its first step. */
  train: Metrics | null;
  /** After the last epoch that ended; null in the first. */
  validation: Metrics | null;
}

/** One point of a run's curves. `position` is in epochs: 1.5 is halfway through the second. */
export interface CurvePoint {
  kind: 'train' | 'validation';
  position: number;
  loss: number;
  accuracy: number;
}

/**
 * The newest checkpoint of a stored run. `step` counts from the run's start; `epoch` is fractional, as on the curves: 2.5 is
 * halfway through the third. `epochs` is the plan's total.
 */
export interface CheckpointSummary {
  step: number;
  epoch: number;
  epochs: number;
}
