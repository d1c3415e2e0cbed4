import type { Tensor } from './graph-builder';
import type { Shape } from './graph-description';

/** Shape of an elementwise operation on both, as NumPy broadcasts. Throws RangeError when they do not fit. */
export function broadcastShape(a: Tensor, b: Tensor): Shape {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a.shape[axis - rank + a.shape.length];
    const right = b.shape[axis - rank + b.shape.length];
    if (left === undefined) return right ?? null;
    if (right === undefined || right === 1 || right === left) return left;
    if (left === 1) return right;
    if (left === null) return right;
    if (right === null) return left;
    throw new RangeError(`Shapes [${a.shape.join()}] and [${b.shape.join()}] do not fit together`);
  });
}

/** Shape after a sum or mean over `axes` (negative ones count from the end). */
export function reducedShape(shape: Shape, axes: readonly number[], keepDimensions: boolean): Shape {
  const reduced = new Set(axes.map((axis) => (axis < 0 ? axis + shape.length : axis)));
  return keepDimensions
    ? shape.map((side, axis) => (reduced.has(axis) ? 1 : side))
    : shape.filter((_, axis) => !reduced.has(axis));
}

/** The shape without its first axis, the batch. */
export const withoutBatch = (shape: Shape): Shape => shape.slice(1);
