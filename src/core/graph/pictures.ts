import { dimensionsOf, type PictureShape } from '../domain/data-set';
import type { GraphBuilder, Tensor } from './graph-builder';
import { cast, scaled } from './ops/arithmetic';
import { reshape } from './ops/arrays';

/** Bytes [batch, bytes of a picture] as values 0–1 [batch, height, width, channels]. */
export function asPictures(g: GraphBuilder, pixels: Tensor, shape: PictureShape): Tensor {
  const batch = pixels.shape[0] ?? null;
  return reshape(g, scaled(g, cast(g, pixels, 'float'), 1 / 255), [batch, ...dimensionsOf(shape)]);
}

/** The shape of each of the pictures [batch, height, width, channels]. */
export function shapeOfPictures({ shape }: Tensor): PictureShape {
  const [, height, width, channels] = shape;
  if (height == null || width == null || channels == null)
    throw new RangeError('The shape of the pictures has to be known');
  return { height, width, channels };
}
