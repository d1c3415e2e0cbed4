import { augmentPictures } from '../augmentation/augment-pictures';
import { augmentationSchema, type Augmentation } from '../augmentation/augmentation';
import type { PictureShape } from '../domain/data-set';

/** One way in which pictures from outside differ from those of the data set. */
export interface PictureChange {
  id: string;
  /** What is done to a picture, in a word or two. */
  name: string;
  augmentation: Augmentation;
}

const change = (id: string, name: string, changes: Partial<Augmentation>): PictureChange => ({
  id,
  name,
  augmentation: augmentationSchema.parse(changes),
});

const [shift, rotate, scale, brightness, gamma] = [3, 10, 0.15, 0.1, 0.4];

/** As far as they can go and a person still names most of them at a glance; each draws from its whole range. */
export const pictureChanges: readonly PictureChange[] = [
  change('moved', `moved by up to ${shift} pixels`, { shift }),
  change('turned', `turned by up to ${rotate}°`, { rotate }),
  change('resized', `${scale * 100} % larger or smaller`, { scale }),
  change('lit', 'lit otherwise', { brightness, gamma }),
  change('inverted', 'inverted', { invert: 1 }),
  change('all', 'all but inverted at once', { shift, rotate, scale, brightness, gamma }),
];

/** Copies of pictures of that shape with that change. The same seed gives the same pictures. */
export function changePictures(
  pixels: Uint8Array,
  shape: PictureShape,
  { augmentation }: Pick<PictureChange, 'augmentation'>,
  seed: number,
): Uint8Array {
  const pictures = new Float32Array(pixels).map((value) => value / 255);
  augmentPictures({ augmentation, seed }, pictures, shape, 0);
  // Rounds to nearest: what is stored is cut off.
  return new Uint8Array(pictures.map((value) => value * 255 + 0.5));
}
