import type { GraphBuilder, Tensor } from '../graph-builder';
import { column } from '../ops/arrays';
import { scaled, shifted } from '../ops/arithmetic';

/** One random number for each picture and each purpose; a purpose keeps its numbers whatever else is switched on. */
export const purposes = [
  'flip',
  'shiftX',
  'shiftY',
  'rotate',
  'scale',
  'brightness',
  'gamma',
  'eraseHeight',
  'eraseWidth',
  'eraseTop',
  'eraseLeft',
  'invert',
] as const;
export type Purpose = (typeof purposes)[number];

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
