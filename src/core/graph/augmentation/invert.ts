import type { Augmentation } from '../../augmentation/augmentation';
import type { GraphBuilder, Tensor } from '../graph-builder';
import { add, cast, less, mul, scaled, shifted } from '../ops/arithmetic';
import { reshape } from '../ops/arrays';
import type { Draw } from './draws';

/** Turns as large a part of the pictures as `invert` says to their negatives: grey values 0–1 become 1 − value. */
export function invertSome(g: GraphBuilder, { invert }: Augmentation, pictures: Tensor, draw: Draw): Tensor {
  if (invert === 0) return pictures;
  const drawn = cast(g, less(g, draw('invert'), g.float(invert)), 'float');
  const chosen = reshape(g, drawn, [pictures.shape[0] ?? null, 1, 1, 1]);
  return add(g, mul(g, pictures, shifted(g, scaled(g, chosen, -2), 1)), chosen);
}
