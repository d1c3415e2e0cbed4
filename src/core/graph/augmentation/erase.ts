import type { Augmentation } from '../../augmentation/augmentation';
import type { Purpose } from '../../augmentation/draws';
import type { GraphBuilder, Tensor } from '../graph-builder';
import {
  add,
  cast,
  floor,
  greaterEqual,
  less,
  logicalAnd,
  mul,
  scaled,
  shifted,
  sub,
} from '../ops/arithmetic';
import { reshape } from '../ops/arrays';
import { shapeOfPictures } from '../pictures';
import type { Draw } from './draws';

/** Blackens one rectangle in each picture, each side up to `erase` of the picture's, anywhere within it. */
export function eraseRectangle(
  g: GraphBuilder,
  { erase }: Augmentation,
  pictures: Tensor,
  draw: Draw,
): Tensor {
  if (erase === 0) return pictures;
  const batch = pictures.shape[0] ?? null;
  const { height, width } = shapeOfPictures(pictures);
  /** Whether each of the rows (or columns) goes through the rectangle: [batch, whole]. */
  const within = (whole: number, length: Purpose, start: Purpose): Tensor => {
    const places = g.constant(
      'float',
      [1, whole],
      Array.from({ length: whole }, (_, place) => place),
    );
    const side = floor(g, scaled(g, draw(length), Math.round(erase * whole) + 1));
    const room = sub(g, g.float(whole + 1), side);
    const first = reshape(g, floor(g, mul(g, draw(start), room)), [batch, 1]);
    const end = add(g, first, reshape(g, side, [batch, 1]));
    return logicalAnd(g, greaterEqual(g, places, first), less(g, places, end));
  };
  const rows = cast(g, within(height, 'eraseHeight', 'eraseTop'), 'float');
  const columns = cast(g, within(width, 'eraseWidth', 'eraseLeft'), 'float');
  const erased = mul(g, reshape(g, rows, [batch, height, 1, 1]), reshape(g, columns, [batch, 1, width, 1]));
  return mul(g, pictures, shifted(g, scaled(g, erased, -1), 1));
}
