import { pictureBytes, type LabelledPictures, type ModelTask, type TrainingData } from '../domain/data-set';
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
  const session = await engine.open(judgingPlan(plan), nothingToTrainOn(dataSet));
  try {
    session.setState({ ...session.getState(), weights });
    return await use({
      engine: description,
      judge: async (pictures) => (await evaluateSession(session, pictures, dataSet))!,
    });
  } finally {
    session.dispose();
  }
}

const one = Int32Array.of(0);
/** An engine wants a picture to open a session with. */
const nothingToTrainOn = (dataSet: ModelTask): TrainingData => ({
  dataSet,
  train: { pixels: new Uint8Array(pictureBytes(dataSet.shape)), labels: new Uint8Array(1) },
  trainIndices: one,
  validationIndices: one,
});

/** The same model with a training that keeps nothing beside the weights. */
function judgingPlan(plan: TrainingPlan): TrainingPlan {
  return {
    ...plan,
    optimizer: { type: 'sgd', momentum: 0, nesterov: false },
    weightAveraging: null,
    augmentation: null,
  };
}
