import { trainingPlanSchema, type TrainingPlan } from './training-plan';

export interface Preset {
  id: string;
  name: string;
  description: string;
  /** Test accuracy it reaches as it comes, 0–1. */
  expectedAccuracy: number;
  plan: TrainingPlan;
}

/** Flatten → Dense(128, relu) → Dense(10, softmax): the model of TensorFlow's first classification tutorial. */
const classic: Preset = {
  id: 'classic',
  name: 'Classic',
  description: 'The one from every first lesson.',
  expectedAccuracy: 0.87,
  plan: trainingPlanSchema.parse({
    preset: 'classic',
    layers: [
      { type: 'flatten' },
      { type: 'dense', units: 128, activation: 'relu' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    optimizer: { type: 'adam' },
    learningRate: 0.001,
    epochs: 5,
    batchSize: 32,
    seed: 1,
    validationFraction: 0.1,
  }),
};

export const presets: readonly Preset[] = [classic];

export function findPreset(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}
