import { trainingPlanSchema } from '../training-plan';
import { fiveConvolutions } from './five-convolutions';
import type { Recipe } from './recipe';

/** Trained on pictures that are moved, turned, scaled, lit and inverted, as those from outside are. */
export const outside: Recipe = {
  id: 'outside',
  name: 'Pictures from outside',
  spoken: 'the model for pictures from outside',
  description: 'Holds under light, tilt, size and background.',
  suits: 'For your own pictures and the webcam.',
  meantFor: 'cpu',
  planFor: (task) =>
    trainingPlanSchema.parse({
      ...fiveConvolutions(task),
      preset: 'outside',
      epochs: 14,
      augmentation: {
        flip: true,
        shift: 2,
        rotate: 10,
        scale: 0.1,
        brightness: 0.1,
        gamma: 0.3,
        invert: 0.1,
      },
    }),
  measured: { 'fashion-mnist': { mean: 0.9241, sd: null, seeds: 1 } },
};
