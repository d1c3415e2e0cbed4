import { trainingPlanSchema } from '../training-plan';
import type { Recipe } from './recipe';

/** Flatten → Dense(128, relu) → Dense(classes, softmax): the model of TensorFlow's first classification tutorial. */
export const classic: Recipe = {
  id: 'classic',
  name: 'Classic',
  spoken: 'the classic',
  description: 'The one from every first lesson.',
  suits: 'Where to begin: done in seconds.',
  meantFor: 'cpu',
  planFor: (task) =>
    trainingPlanSchema.parse({
      preset: 'classic',
      layers: [
        { type: 'flatten' },
        { type: 'dense', units: 128, activation: 'relu' },
        { type: 'dense', units: task.classes.length, activation: 'softmax' },
      ],
      optimizer: { type: 'adam' },
      learningRate: 0.001,
      epochs: 5,
      batchSize: 32,
      seed: 1,
      validationFraction: 0.1,
    }),
  measured: { 'fashion-mnist': { mean: 0.8707, sd: 0.004, seeds: 5 } },
};
