import { trainingPlanSchema, type TrainingPlan } from '../../src/core/model/training-plan';
import { fashionMnist } from '../../src/core/data/fashion-mnist/fashion-mnist';
import { findPreset } from '../../src/core/model/presets';

/** The plan of one of the CPU's models; python/keras_models.py describes the same layers. */
export function benchPlan(model: string, batchSize: number, epochs: number): TrainingPlan {
  const plan = { ...presetPlan('classic'), batchSize, epochs };
  if (model === 'classic') return plan;
  if (model !== 'convolutional') throw new Error(`The bench has no model "${model}".`);
  return trainingPlanSchema.parse({
    ...plan,
    preset: model,
    layers: [
      { type: 'conv2d', filters: 32, kernelSize: 3, activation: 'relu' },
      { type: 'maxPool', poolSize: 2 },
      { type: 'conv2d', filters: 64, kernelSize: 3, activation: 'relu' },
      { type: 'maxPool', poolSize: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 128, activation: 'relu' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
  });
}

/** What is measured on a card: the CPU's models, and the presets that want one with all that their plans do. */
export const gpuPlans = (epochs: number): Record<string, TrainingPlan> => ({
  classic: benchPlan('classic', 32, epochs),
  convolutional: benchPlan('convolutional', 64, epochs),
  strong: { ...presetPlan('strong'), epochs },
  best: { ...presetPlan('best'), epochs },
});

function presetPlan(id: string): TrainingPlan {
  const preset = findPreset(id, fashionMnist);
  if (!preset) throw new Error(`There is no preset "${id}".`);
  return preset.plan;
}
