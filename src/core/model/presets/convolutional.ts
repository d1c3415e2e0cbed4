import { trainingPlanSchema } from '../training-plan';
import { halvingBlock } from './convolution-block';
import type { Recipe } from './recipe';

/** Two convolutions with pooling, then a dense layer: the textbook's second model, with batch norm to be done sooner. */
export const convolutional: Recipe = {
  id: 'convolutional',
  name: 'Convolutional',
  spoken: 'the convolutional model',
  description: 'Looks for shapes, not for single pixels.',
  suits: 'A good model in a minute or two.',
  meantFor: 'cpu',
  planFor: (task) =>
    trainingPlanSchema.parse({
      preset: 'convolutional',
      layers: [
        ...halvingBlock(32),
        ...halvingBlock(64),
        { type: 'flatten' },
        { type: 'dense', units: 128, activation: 'relu' },
        { type: 'dropout', rate: 0.3 },
        { type: 'dense', units: task.classes.length, activation: 'softmax' },
      ],
      optimizer: { type: 'adam' },
      learningRate: 0.003,
      schedule: { type: 'oneCycle', peak: 0.2 },
      epochs: 5,
      batchSize: 64,
      seed: 1,
      validationFraction: 0.1,
    }),
  measured: { 'fashion-mnist': { mean: 0.9249, sd: 0.0012, seeds: 5 } },
};
