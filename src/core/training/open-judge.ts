import { imageBytes } from '../dataset/fashion-mnist';
import type { Dataset } from '../dataset/read-dataset';
import type { TrainingPlan } from '../model/training-plan';
import { chooseEngine } from '../tensorflow/choose-engine';
import type { EngineDescription, NamedTensor } from './engine';
import type { EngineChoice } from './engine-choice';
import { evaluateSession, type JudgedTest } from './evaluate-session';

/**
 * Judges stored weights on the whole test set. Throws WardrobeError: as `chooseEngine`, 'unsupported' when the engine does
 * not know the plan, 'bad-input' when the weights do not belong to it.
 */
export async function evaluateWeights(
  plan: TrainingPlan,
  weights: NamedTensor[],
  dataset: Dataset,
  choice: EngineChoice,
): Promise<JudgedTest & { engine: EngineDescription }> {
  const { engine, description } = await chooseEngine(choice);
  const one = Int32Array.of(0);
  const train = {
    pixels: dataset.train.pixels.subarray(0, imageBytes),
    labels: dataset.train.labels.subarray(0, 1),
  };
  const data = { train, test: dataset.test, trainIndices: one, validationIndices: one };
  const session = await engine.open(judgingPlan(plan), data);
  try {
    session.setState({ ...session.getState(), weights });
    const judged = await evaluateSession(session, dataset.test);
    return { ...judged!, engine: description };
  } finally {
    session.dispose();
  }
}

/** The same model with a training that keeps nothing beside the weights. */
function judgingPlan(plan: TrainingPlan): TrainingPlan {
  return {
    ...plan,
    optimizer: { type: 'sgd', momentum: 0, nesterov: false },
    weightAveraging: null,
    augmentation: null,
  };
}
