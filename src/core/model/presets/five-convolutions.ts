import { trainingPlanSchema } from '../training-plan';
import { convolutionBlock } from './convolution-block';
import { mayMirror } from './fit-augmentation';
import { halvingOrPlain, stemFor } from './fit-net';
import type { PresetTask } from './recipe';

const withoutThose = trainingPlanSchema.omit({ preset: true, epochs: true, augmentation: true });

/** The most accurate net that two cores train within twenty minutes, and how; presets differ in what they do to its pictures. */
export const fiveConvolutions = (set: PresetTask) =>
  withoutThose.parse({
    layers: [
      ...stemFor(set.shape),
      ...halvingOrPlain(set.shape, 0, 32),
      ...convolutionBlock(64),
      ...halvingOrPlain(set.shape, 1, 64),
      ...convolutionBlock(128),
      ...convolutionBlock(128),
      { type: 'globalAvgPool' },
      { type: 'dropout', rate: 0.1 },
      { type: 'dense', units: set.classes.length, activation: 'softmax' },
    ],
    optimizer: { type: 'adamw' },
    learningRate: 0.003,
    schedule: { type: 'oneCycle' },
    batchSize: 64,
    seed: 1,
    validationFraction: 0.1,
    labelSmoothing: 0.1,
    weightAveraging: 0.998,
    testTimeFlip: mayMirror(set),
  });
