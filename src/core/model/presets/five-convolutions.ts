import type { ModelTask } from '../../domain/data-set';
import { trainingPlanSchema } from '../training-plan';
import { convolutionBlock, halvingBlock } from './convolution-block';

const withoutThose = trainingPlanSchema.omit({ preset: true, epochs: true, augmentation: true });

/** The most accurate net that two cores train within twenty minutes, and how; presets differ in what they do to its pictures. */
export const fiveConvolutions = ({ classes }: ModelTask) =>
  withoutThose.parse({
    layers: [
      ...halvingBlock(32),
      ...convolutionBlock(64),
      ...halvingBlock(64),
      ...convolutionBlock(128),
      ...convolutionBlock(128),
      { type: 'globalAvgPool' },
      { type: 'dropout', rate: 0.1 },
      { type: 'dense', units: classes.length, activation: 'softmax' },
    ],
    optimizer: { type: 'adamw' },
    learningRate: 0.003,
    schedule: { type: 'oneCycle' },
    batchSize: 64,
    seed: 1,
    validationFraction: 0.1,
    labelSmoothing: 0.1,
    weightAveraging: 0.998,
    testTimeFlip: true,
  });
