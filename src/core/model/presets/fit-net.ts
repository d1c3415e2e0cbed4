import type { PictureShape } from '../../domain/data-set';
import type { Layer } from '../../layers/registry';
import { convolutionBlock, halvingBlock, stridedBlock } from './convolution-block';

/** A convolutional net ends on pictures of about this side, in pixels: 28 → 7, 64 → 8, 224 → 7. */
const endSide = 8;
/** As many halvings the presets' own blocks make; those of larger pictures come before, in a stem. */
export const halvingsWithin = 2;
/** Values that a first dense layer takes in at most, so that its weights stay few: 32 × 32 × 4, or 64 × 64. */
const mostInputs = 4096;

/** How often pictures of that shape are halved: until the longer side is short, while the shorter one keeps 2 pixels. */
export function halvingsOf({ height, width }: PictureShape): number {
  const wanted = Math.ceil(Math.log2(Math.max(height, width) / endSide));
  const possible = Math.floor(Math.log2(Math.min(height, width) / 2));
  return Math.max(0, Math.min(wanted, possible));
}

/**
 * Layers that bring large pictures down to what the presets' own blocks halve; none for pictures up to 32 a side. Strides before pooling
 * keep it cheap: the first convolution of a photo of 224 × 224 takes 11 million multiply-adds, not 43.
 */
export function stemFor(shape: PictureShape): Layer[] {
  switch (halvingsOf(shape) - halvingsWithin) {
    case 3:
      return [...stridedBlock(32, true), ...halvingBlock(32)];
    case 2:
      return stridedBlock(32, true);
    case 1:
      return stridedBlock(32, false);
    default:
      return [];
  }
}

/** The `place`th (from 0) of the blocks that halve pictures when there is something to halve. */
export const halvingOrPlain = (shape: PictureShape, place: number, filters: number): Layer[] =>
  place < halvingsOf(shape) ? halvingBlock(filters) : convolutionBlock(filters);

/** What stands before a dense layer that looks at the pictures themselves: the mean of patches where they have too many pixels. */
export function fewerPixels({ height, width, channels }: PictureShape): Layer[] {
  const poolSize = Math.ceil(Math.sqrt((height * width * channels) / mostInputs));
  return poolSize > 1 ? [{ type: 'avgPool', poolSize }] : [];
}

/** Units of the hidden layer before the one that answers: 128, more for more classes, up to 512. */
export const hiddenUnits = (classes: number): number =>
  Math.min(512, Math.max(128, 2 ** Math.ceil(Math.log2(classes))));
