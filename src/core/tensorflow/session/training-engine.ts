import type { ModelTask, TrainingData } from '../../domain/data-set';
import type { EngineId, PictureJudge, TrainingSession } from '../../domain/engine';
import type { NamedTensor } from '../../domain/named-tensor';
import type { TrainingPlan } from '../../model/training-plan';

/** What trains plans and judges with what was trained. */
export interface TrainingEngine {
  readonly id: EngineId;
  /** Throws WardrobeError('unsupported') naming the layer or setting this engine does not know. */
  open(plan: TrainingPlan, data: TrainingData): Promise<TrainingSession>;
  /**
   * Stored weights of a plan, to judge with: no data is loaded and nothing of the training compiled. Throws WardrobeError as
   * `open`, and 'bad-input' when the weights do not belong to the plan.
   */
  openJudge(plan: TrainingPlan, weights: NamedTensor[], dataSet: ModelTask): Promise<PictureJudge>;
}
