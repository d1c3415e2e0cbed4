import type { Evaluation } from '../evaluation/evaluation';
import type { TrainingPlan } from '../model/training-plan';
import type { EngineDescription } from './engine';
import type { EngineChoice } from './engine-choice';
import type { TrainingControl } from './training-control';
import type { TrainingObserver } from './training-observer';

export interface TrainRunOptions {
  /** Also the name of the run's folder. */
  runId: string;
  name: string;
  plan: TrainingPlan;
  choice: EngineChoice;
  dataFolder: string;
  runsFolder: string;
  control: TrainingControl;
  observers?: readonly TrainingObserver[];
}

export interface TrainRunResult {
  outcome: 'completed' | 'stopped' | 'discarded';
  engine: EngineDescription;
  /** Null when the run was discarded. */
  evaluation: Evaluation | null;
  /** Spent on training and validation, pauses left out. */
  seconds: number;
  folder: string;
}
