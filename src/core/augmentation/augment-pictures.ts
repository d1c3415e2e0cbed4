import { pictureBytes, type PictureShape } from '../domain/data-set';
import { augmentationSeed, uniformNumbers } from '../random/stateless-random';
import type { Augmentation } from './augmentation';
import { changeTone } from './change-tone';
import { eraseRectangle } from './erase-rectangle';
import { invertPicture } from './invert-picture';
import { purposes, type Draw } from './draws';
import { transformPicture } from './transform-picture';

/**
 * Random changes to each picture [batch × bytes of a picture, values 0–1], in place, decided by the plan's seed and the step. The same draws
 * and formulas as in `core/graph/augmentation`, in float32, so that an engine without TensorFlow trains on the same pictures.
 */
export function augmentPictures(
  plan: { augmentation: Augmentation | null; seed: number },
  pictures: Float32Array,
  shape: PictureShape,
  step: number,
): void {
  const { augmentation } = plan;
  if (!augmentation) return;
  const size = pictureBytes(shape);
  const batch = pictures.length / size;
  const numbers = uniformNumbers(augmentationSeed(plan.seed), step, batch * purposes.length);
  for (let index = 0; index < batch; index++) {
    const draw: Draw = (purpose) => numbers[index * purposes.length + purposes.indexOf(purpose)]!;
    augmentPicture(augmentation, pictures.subarray(index * size, (index + 1) * size), shape, draw);
  }
}

/** The same for one picture, in place, by numbers that have been drawn. */
export function augmentPicture(
  augmentation: Augmentation,
  picture: Float32Array,
  shape: PictureShape,
  draw: Draw,
): void {
  transformPicture(picture, shape, augmentation, draw);
  changeTone(picture, augmentation, draw);
  invertPicture(picture, augmentation, draw);
  eraseRectangle(picture, shape, augmentation, draw);
}
