import type { Layer } from '../../layers/registry';
import { trainingPlanSchema } from '../training-plan';
import { convolutionBlock } from './convolution-block';
import type { Recipe } from './recipe';

const residual = (filters: number): Layer => ({
  type: 'residual',
  layers: [...convolutionBlock(filters), ...convolutionBlock(filters)],
});

/** Three widths with residual blocks, after the nets that win on small colour pictures. */
export const best: Recipe = {
  id: 'best',
  name: 'Best',
  spoken: 'the best model',
  description: 'Wide residual blocks, trained for long.',
  suits: 'For a machine with an NVIDIA GPU.',
  meantFor: 'gpu',
  planFor: (task) =>
    trainingPlanSchema.parse({
      preset: 'best',
      layers: [
        ...convolutionBlock(64),
        residual(64),
        { type: 'maxPool', poolSize: 2 },
        ...convolutionBlock(128),
        residual(128),
        { type: 'maxPool', poolSize: 2 },
        ...convolutionBlock(256),
        residual(256),
        residual(256),
        { type: 'globalAvgPool' },
        { type: 'dropout', rate: 0.2 },
        { type: 'dense', units: task.classes.length, activation: 'softmax' },
      ],
      optimizer: { type: 'adamw', weightDecay: 0.05 },
      learningRate: 0.004,
      schedule: { type: 'oneCycle' },
      epochs: 50,
      batchSize: 128,
      seed: 1,
      validationFraction: 0.1,
      labelSmoothing: 0.1,
      weightAveraging: 0.999,
      augmentation: { flip: true, shift: 2, erase: 0.5 },
      testTimeFlip: true,
    }),
  measured: { 'fashion-mnist': { mean: 0.9556, sd: 0.0006, seeds: 3 } },
};
