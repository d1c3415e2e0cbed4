import { imageSide } from '../dataset/fashion-mnist';
import type { GraphBuilder, Tensor } from './graph-builder';
import { cast, scaled } from './ops/arithmetic';
import { reshape } from './ops/arrays';

/** Bytes [batch, 784] as grey values 0–1 [batch, 28, 28, 1]. */
export function asPictures(g: GraphBuilder, pixels: Tensor): Tensor {
  const batch = pixels.shape[0] ?? null;
  return reshape(g, scaled(g, cast(g, pixels, 'float'), 1 / 255), [batch, imageSide, imageSide, 1]);
}
