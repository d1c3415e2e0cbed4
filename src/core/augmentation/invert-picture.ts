import type { Augmentation } from './augmentation';
import type { Draw } from './draws';

/** Turns as large a part of the pictures as `invert` says to their negatives, in place. */
export function invertPicture(picture: Float32Array, { invert }: Augmentation, draw: Draw): void {
  if (draw('invert') >= Math.fround(invert)) return;
  for (let at = 0; at < picture.length; at++) picture[at] = 1 - picture[at]!;
}
