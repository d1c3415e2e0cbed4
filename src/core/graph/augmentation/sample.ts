import type { Augmentation } from '../../augmentation/augmentation';
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
import { shapeOfPictures } from '../pictures';

/**
 * Pictures [batch, height, width, channels] read at other places, in operations that XLA knows: what ImageProjectiveTransformV3 does with
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
  const { height, width } = shapeOfPictures(pictures);
  const pixels = height * width;
  const places = Array.from({ length: pixels }, (_, place) => place);
  const columns = g.constant(
    'float',
    [1, pixels],
    places.map((place) => place % width),
  );
  const rows = g.constant(
    'float',
    [1, pixels],
    places.map((place) => Math.floor(place / width)),
  );
  const x = add(g, add(g, mul(g, m0, columns), mul(g, m1, rows)), m2);
  const y = add(g, add(g, mul(g, m3, columns), mul(g, m4, rows)), m5);
  const read = reader(g, pictures, batch);
  const [left, top] = [floor(g, x), floor(g, y)];
  // Without turning and scaling every place is a whole number, and so read as it is.
  if (rotate === 0 && scale === 0) return reshape(g, read(left, top), pictures.shape);
  const [right, bottom] = [shifted(g, left, 1), shifted(g, top, 1)];
  const share = (distance: Tensor): Tensor => reshape(g, distance, [batch, pixels, 1]);
  const [toRight, toBottom] = [share(sub(g, x, left)), share(sub(g, y, top))];
  const between = (from: Tensor, to: Tensor, part: Tensor): Tensor =>
    add(g, mul(g, sub(g, g.float(1), part), from), mul(g, part, to));
  const upper = between(read(left, top), read(right, top), toRight);
  const lower = between(read(left, bottom), read(right, bottom), toRight);
  return reshape(g, between(upper, lower, toBottom), pictures.shape);
}

/** Reads values [batch, pixels, channels] at whole places [batch, pixels], black where they are outside of the picture. */
function reader(g: GraphBuilder, pictures: Tensor, batch: number): (x: Tensor, y: Tensor) => Tensor {
  const { height, width, channels } = shapeOfPictures(pictures);
  const pixels = height * width;
  const flat = reshape(g, pictures, [batch * pixels, channels]);
  const firsts = g.constant(
    'int32',
    [batch, 1],
    Array.from({ length: batch }, (_, index) => index * pixels),
  );
  const within = (place: Tensor, whole: number): Tensor =>
    logicalAnd(g, greaterEqual(g, place, g.float(0)), less(g, place, g.float(whole)));
  const nearest = (place: Tensor, whole: number): Tensor =>
    minimum(g, maximum(g, place, g.float(0)), g.float(whole - 1));
  return (x, y) => {
    const inPicture = cast(g, add(g, scaled(g, nearest(y, height), width), nearest(x, width)), 'int32');
    const values = gather(g, flat, add(g, inPicture, firsts));
    const inside = cast(g, logicalAnd(g, within(x, width), within(y, height)), 'float');
    return mul(g, values, reshape(g, inside, [batch, pixels, 1]));
  };
}
