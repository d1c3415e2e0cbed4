import { purposes, type Purpose } from '../../augmentation/draws';
import type { GraphBuilder, Tensor } from '../graph-builder';
import { scaled, shifted } from '../ops/arithmetic';
import { column } from '../ops/arrays';

/** Uniform in [0, 1), a vector over the batch. */
export type Draw = (purpose: Purpose) => Tensor;

/** Reads the columns of `numbers` [batch, purposes]. */
export function drawFrom(g: GraphBuilder, numbers: Tensor): Draw {
  return (purpose) => column(g, numbers, purposes.indexOf(purpose));
}

/** Uniform in [−1, 1). */
export function drawSigned(g: GraphBuilder, draw: Draw, purpose: Purpose): Tensor {
  return shifted(g, scaled(g, draw(purpose), 2), -1);
}
