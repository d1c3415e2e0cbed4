import { augmentPicture } from '../augmentation/augment-pictures';
import { augmentationSchema, type Augmentation } from '../augmentation/augmentation';
import { purposes, type Draw } from '../augmentation/draws';
import { pictureBytes, type PictureShape } from '../domain/data-set';
import type { PictureSource } from '../domain/picture-source';
import { augmentationSeed, uniformNumbers } from '../random/stateless-random';

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

/**
 * The pictures with that change, made as they are read. The same seed gives each picture the same change, whichever are read with it.
 */
export function changedPictures(
  pictures: PictureSource,
  shape: PictureShape,
  { augmentation }: Pick<PictureChange, 'augmentation'>,
  seed: number,
): PictureSource {
  const bytes = pictureBytes(shape);
  const numbers = uniformNumbers(augmentationSeed(seed), 0, pictures.count * purposes.length);
  return {
    count: pictures.count,
    inMemory: null,
    read(indices, into) {
      const pixels = pictures.read(indices, into);
      for (const [position, index] of indices.entries()) {
        const place = pixels.subarray(position * bytes, (position + 1) * bytes);
        const values = new Float32Array(place).map((value) => value / 255);
        const draw: Draw = (purpose) => numbers[index * purposes.length + purposes.indexOf(purpose)]!;
        augmentPicture(augmentation, values, shape, draw);
        // Rounds to nearest: what is stored is cut off.
        place.set(values.map((value) => value * 255 + 0.5));
      }
      return pixels;
    },
  };
}
