import type { TrainingData } from '../../domain/data-set';
import type { EngineId, TrainingSession } from '../../domain/engine';
import type { TrainingPlan } from '../../model/training-plan';

/** What trains plans: it opens a session for each. */
export interface TrainingEngine {
  readonly id: EngineId;
  /** Throws WardrobeError('unsupported') naming the layer or setting this engine does not know. */
  open(plan: TrainingPlan, data: TrainingData): Promise<TrainingSession>;
}
