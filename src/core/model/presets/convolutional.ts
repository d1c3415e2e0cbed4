import { trainingPlanSchema } from '../training-plan';
import { movedIfFew } from './fit-augmentation';
import { halvingOrPlain, hiddenUnits, stemFor } from './fit-net';
import { fitTraining } from './fit-training';
import type { Recipe } from './recipe';

/** Two convolutions with pooling, then a dense layer: the textbook's second model, with batch norm to be done sooner. */
export const convolutional: Recipe = {
  id: 'convolutional',
  name: 'Convolutional',
  spoken: 'the convolutional model',
  description: 'Looks for shapes, not for single pixels.',
  suits: 'A good model for little time.',
  meantFor: 'cpu',
  planFor: (set) =>
    fitTraining(
      trainingPlanSchema.parse({
        preset: 'convolutional',
        layers: [
          ...stemFor(set.shape),
          ...halvingOrPlain(set.shape, 0, 32),
          ...halvingOrPlain(set.shape, 1, 64),
          { type: 'flatten' },
          { type: 'dense', units: hiddenUnits(set.classes.length), activation: 'relu' },
          { type: 'dropout', rate: 0.3 },
          { type: 'dense', units: set.classes.length, activation: 'softmax' },
        ],
        optimizer: { type: 'adam' },
        learningRate: 0.003,
        schedule: { type: 'oneCycle', peak: 0.2 },
        epochs: 5,
        batchSize: 64,
        seed: 1,
        validationFraction: 0.1,
        augmentation: movedIfFew(set),
      }),
      set,
      600,
    ),
  measured: { 'fashion-mnist': { mean: 0.9249, sd: 0.0012, seeds: 5 } },
};
