import { purposes } from '../../augmentation/draws';
import { pictureBytes } from '../../domain/data-set';
import type { Way } from '../../domain/engine';
import type { TrainingPlan } from '../../model/training-plan';
import { augmentationSeed } from '../../random/stateless-random';
import type { GraphBuilder, Tensor } from '../graph-builder';
import { floorDiv } from '../ops/arithmetic';
import { sizeOf, stack } from '../ops/arrays';
import { uniform } from '../ops/random';
import { shapeOfPictures } from '../pictures';
import { drawFrom } from './draws';
import { eraseRectangle } from './erase';
import { invertSome } from './invert';
import { changeTone } from './tone';
import { transform } from './transform';

/** Random changes to each picture [batch, height, width, channels], decided by the plan's seed and the step (int32 scalar). */
export function augment(
  g: GraphBuilder,
  plan: TrainingPlan,
  pictures: Tensor,
  step: Tensor,
  way: Way,
): Tensor {
  const { augmentation } = plan;
  if (!augmentation) return pictures;
  const batch = floorDiv(g, sizeOf(g, pictures), g.int(pictureBytes(shapeOfPictures(pictures))));
  const numbers = uniform(g, augmentationSeed(plan.seed), step, stack(g, [batch, g.int(purposes.length)]), [
    pictures.shape[0] ?? null,
    purposes.length,
  ]);
  const draw = drawFrom(g, numbers);
  return [transform, changeTone, invertSome, eraseRectangle].reduce(
    (changed, change) => change(g, augmentation, changed, draw, way),
    pictures,
  );
}
