import type { Layer } from '../../layers/registry';
import { trainingPlanSchema } from '../training-plan';
import { convolutionBlock } from './convolution-block';
import { mayMirror, smallShift } from './fit-augmentation';
import { halvingsOf, stemFor } from './fit-net';
import { fitTraining } from './fit-training';
import type { Recipe } from './recipe';

const residual = (filters: number): Layer => ({
  type: 'residual',
  layers: [...convolutionBlock(filters), ...convolutionBlock(filters)],
});

const poolIf = (halves: boolean): Layer[] => (halves ? [{ type: 'maxPool', poolSize: 2 }] : []);

/** Three widths with residual blocks, after the nets that win on small colour pictures. */
export const best: Recipe = {
  id: 'best',
  name: 'Best',
  spoken: 'the best model',
  description: 'Wide residual blocks, trained for long.',
  suits: 'For a machine with an NVIDIA GPU.',
  meantFor: 'gpu',
  planFor: (set) =>
    fitTraining(
      trainingPlanSchema.parse({
        preset: 'best',
        layers: [
          ...stemFor(set.shape),
          ...convolutionBlock(64),
          residual(64),
          ...poolIf(halvingsOf(set.shape) >= 1),
          ...convolutionBlock(128),
          residual(128),
          ...poolIf(halvingsOf(set.shape) >= 2),
          ...convolutionBlock(256),
          residual(256),
          residual(256),
          { type: 'globalAvgPool' },
          { type: 'dropout', rate: 0.2 },
          { type: 'dense', units: set.classes.length, activation: 'softmax' },
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
        augmentation: { flip: mayMirror(set), shift: smallShift(set), erase: 0.5 },
        testTimeFlip: mayMirror(set),
      }),
      set,
      2000,
    ),
  measured: { 'fashion-mnist': { mean: 0.9556, sd: 0.0006, seeds: 3 } },
};
