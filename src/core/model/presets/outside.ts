import { trainingPlanSchema } from '../training-plan';
import { mayMirror, smallShift } from './fit-augmentation';
import { fitTraining } from './fit-training';
import { fiveConvolutions } from './five-convolutions';
import type { Recipe } from './recipe';

/** Trained on pictures that are moved, turned, scaled, lit and inverted, as those from outside are. */
export const outside: Recipe = {
  id: 'outside',
  name: 'Pictures from outside',
  spoken: 'the model for pictures from outside',
  description: 'Holds under light, tilt, size and background.',
  suits: 'For pictures taken elsewhere, and the webcam.',
  meantFor: 'cpu',
  planFor: (set) =>
    fitTraining(
      trainingPlanSchema.parse({
        ...fiveConvolutions(set),
        preset: 'outside',
        epochs: 14,
        augmentation: {
          flip: mayMirror(set),
          shift: smallShift(set),
          rotate: 10,
          scale: 0.1,
          brightness: 0.1,
          gamma: 0.3,
          // A product photo comes on a light background or on a dark one; of others a negative is no picture of anything.
          invert: set.preparation === 'product-photo' ? 0.1 : 0,
        },
      }),
      set,
      1200,
    ),
  measured: { 'fashion-mnist': { mean: 0.9241, sd: null, seeds: 1 } },
};
