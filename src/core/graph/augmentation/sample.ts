import type { Augmentation } from '../../augmentation/augmentation';
import { imageBytes, imageSide } from '../../dataset/fashion-mnist';
import type { GraphBuilder, Tensor } from '../graph-builder';
import {
  add,
  cast,
  floor,
  greaterEqual,
  less,
  logicalAnd,
  maximum,
  minimum,
  mul,
  scaled,
  shifted,
  sub,
} from '../ops/arithmetic';
import { gather, reshape } from '../ops/arrays';

/**
 * Pictures [batch, 28, 28, 1] read at other places, in operations that XLA knows: what ImageProjectiveTransformV3 does with
 * bilinear interpolation and black outside. `matrix` holds six vectors over the batch: a place (x, y) of the result is read at
 * (m₀·x + m₁·y + m₂, m₃·x + m₄·y + m₅). The size of the batch has to be known.
 */
export function sampled(
  g: GraphBuilder,
  { rotate, scale }: Augmentation,
  pictures: Tensor,
  matrix: readonly Tensor[],
): Tensor {
  const batch = pictures.shape[0] ?? null;
  if (batch === null) throw new RangeError('The size of the batch has to be known');
  const [m0, m1, m2, m3, m4, m5] = matrix.map((values) => reshape(g, values, [batch, 1])) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const places = Array.from({ length: imageBytes }, (_, place) => place);
  const columns = g.constant(
    'float',
    [1, imageBytes],
    places.map((place) => place % imageSide),
  );
  const rows = g.constant(
    'float',
    [1, imageBytes],
    places.map((place) => Math.floor(place / imageSide)),
  );
  const x = add(g, add(g, mul(g, m0, columns), mul(g, m1, rows)), m2);
  const y = add(g, add(g, mul(g, m3, columns), mul(g, m4, rows)), m5);
  const read = reader(g, pictures, batch);
  const [left, top] = [floor(g, x), floor(g, y)];
  // Without turning and scaling every place is a whole number, and so read as it is.
  if (rotate === 0 && scale === 0) return reshape(g, read(left, top), pictures.shape);
  const [right, bottom] = [shifted(g, left, 1), shifted(g, top, 1)];
  const [toRight, toBottom] = [sub(g, x, left), sub(g, y, top)];
  const between = (from: Tensor, to: Tensor, share: Tensor): Tensor =>
    add(g, mul(g, sub(g, g.float(1), share), from), mul(g, share, to));
  const upper = between(read(left, top), read(right, top), toRight);
  const lower = between(read(left, bottom), read(right, bottom), toRight);
  return reshape(g, between(upper, lower, toBottom), pictures.shape);
}

/** Reads [batch, 784] grey values at whole places, black where they are outside of the picture. */
function reader(g: GraphBuilder, pictures: Tensor, batch: number): (x: Tensor, y: Tensor) => Tensor {
  const flat = reshape(g, pictures, [batch * imageBytes]);
  const firsts = g.constant(
    'int32',
    [batch, 1],
    Array.from({ length: batch }, (_, index) => index * imageBytes),
  );
  const within = (place: Tensor): Tensor =>
    logicalAnd(g, greaterEqual(g, place, g.float(0)), less(g, place, g.float(imageSide)));
  const nearest = (place: Tensor): Tensor =>
    minimum(g, maximum(g, place, g.float(0)), g.float(imageSide - 1));
  return (x, y) => {
    const inPicture = cast(g, add(g, scaled(g, nearest(y), imageSide), nearest(x)), 'int32');
    const values = gather(g, flat, add(g, inPicture, firsts));
    return mul(g, values, cast(g, logicalAnd(g, within(x), within(y)), 'float'));
  };
}
