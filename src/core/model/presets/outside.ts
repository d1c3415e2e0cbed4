import { trainingPlanSchema } from '../training-plan';
import { convolutionBlock } from './convolution-block';
import type { Preset } from './preset';

/** Trained on pictures that are moved, turned, scaled, lit and inverted, as those from outside are. */
export const outside: Preset = {
  id: 'outside',
  name: 'Pictures from outside',
  spoken: 'the model for pictures from outside',
  description: 'Holds under light, tilt, size and background.',
  suits: 'For your own pictures and the webcam.',
  meantFor: 'cpu',
  plan: trainingPlanSchema.parse({
    preset: 'outside',
    layers: [
      ...convolutionBlock(32),
      { type: 'maxPool', poolSize: 2 },
      ...convolutionBlock(64),
      ...convolutionBlock(64),
      { type: 'maxPool', poolSize: 2 },
      ...convolutionBlock(128),
      { type: 'globalAvgPool' },
      { type: 'dropout', rate: 0.2 },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    optimizer: { type: 'adamw' },
    learningRate: 0.003,
    schedule: { type: 'oneCycle' },
    epochs: 14,
    batchSize: 128,
    seed: 1,
    validationFraction: 0.1,
    labelSmoothing: 0.1,
    weightAveraging: 0.99,
    augmentation: {
      flip: true,
      shift: 3,
      rotate: 10,
      scale: 0.15,
      brightness: 0.1,
      gamma: 0.4,
      invert: 0.1,
    },
  }),
  measured: null,
};
