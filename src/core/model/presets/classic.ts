import { trainingPlanSchema } from '../training-plan';
import { fewerPixels, hiddenUnits } from './fit-net';
import { fitTraining } from './fit-training';
import type { Recipe } from './recipe';

/** Flatten → Dense(128, relu) → Dense(classes, softmax): the model of TensorFlow's first classification tutorial. Large pictures are averaged down first. */
export const classic: Recipe = {
  id: 'classic',
  name: 'Classic',
  spoken: 'the classic',
  description: 'The one from every first lesson.',
  suits: 'Where to begin: it is done soonest.',
  meantFor: 'cpu',
  planFor: (set) =>
    fitTraining(
      trainingPlanSchema.parse({
        preset: 'classic',
        layers: [
          ...fewerPixels(set.shape),
          { type: 'flatten' },
          { type: 'dense', units: hiddenUnits(set.classes.length), activation: 'relu' },
          { type: 'dense', units: set.classes.length, activation: 'softmax' },
        ],
        optimizer: { type: 'adam' },
        learningRate: 0.001,
        epochs: 5,
        batchSize: 32,
        seed: 1,
        validationFraction: 0.1,
      }),
      set,
      1500,
    ),
  measured: { 'fashion-mnist': { mean: 0.8707, sd: 0.004, seeds: 5 } },
};
