import type { LabelledPictures, ModelTask } from '../domain/data-set';
import type { EngineDescription, EngineChoice } from '../domain/engine';
import type { NamedTensor } from '../domain/named-tensor';
import type { TrainingPlan } from '../model/training-plan';
import { chooseEngine } from '../tensorflow/choose-engine';
import { evaluateSession, type JudgedTest } from './evaluate-session';

/** Stored weights, ready to judge pictures. */
export interface Judge {
  engine: EngineDescription;
  judge(pictures: LabelledPictures): Promise<JudgedTest>;
}

/**
 * Gives what `use` gives; the judge is gone after it. Throws WardrobeError: as `chooseEngine`, 'unsupported' when the engine does
 * not know the plan, 'bad-input' when the weights do not belong to it; and what `use` throws.
 */
export async function withJudge<T>(
  plan: TrainingPlan,
  weights: NamedTensor[],
  dataSet: ModelTask,
  choice: EngineChoice,
  use: (judge: Judge) => Promise<T>,
): Promise<T> {
  const { engine, description } = await chooseEngine(choice);
  const judge = await engine.openJudge(plan, weights, dataSet);
  try {
    return await use({
      engine: description,
      judge: async (pictures) => (await evaluateSession(judge, pictures, dataSet))!,
    });
  } finally {
    judge.dispose();
  }
}
