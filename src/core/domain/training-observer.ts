import type { EngineDescription } from './engine';
import type { ErrorInfo } from './errors';
import type {
  CheckpointSummary,
  CurvePoint,
  Metrics,
  TrainingPhase,
  TrainingProgress,
} from './training-progress';

export interface EpochSummary {
  /** From 1. */
  epoch: number;
  train: Metrics;
  validation: Metrics;
  /** Spent on the steps and the validation of this epoch, pauses left out. */
  seconds: number;
}

/** Watches a run from outside: a window, a terminal. It is called between two chunks and should return soon. */
export interface TrainingObserver {
  phase?(phase: TrainingPhase): void;
  engine?(engine: EngineDescription): void;
  progress?(progress: TrainingProgress): void;
  points?(points: readonly CurvePoint[]): void;
  epoch?(summary: EpochSummary): void;
  /** The run goes on from there, with these points of its curves. Comes before all other figures. */
  resumed?(from: CheckpointSummary, points: readonly CurvePoint[]): void;
  /** Something failed that does not end the run, as when the disk is full for a while; null: it is over. */
  warning?(warning: ErrorInfo | null): void;
}
