import type { Augmentation } from '../../augmentation/augmentation';
import type { Purpose } from '../../augmentation/draws';
import { imageSide } from '../../dataset/fashion-mnist';
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
  const places = g.constant(
    'float',
    [1, imageSide],
    Array.from({ length: imageSide }, (_, place) => place),
  );
  const longest = Math.round(erase * imageSide);
  /** Whether each of the 28 rows (or columns) goes through the rectangle: [batch, 28]. */
  const within = (length: Purpose, start: Purpose): Tensor => {
    const side = floor(g, scaled(g, draw(length), longest + 1));
    const room = sub(g, g.float(imageSide + 1), side);
    const first = reshape(g, floor(g, mul(g, draw(start), room)), [batch, 1]);
    const end = add(g, first, reshape(g, side, [batch, 1]));
    return logicalAnd(g, greaterEqual(g, places, first), less(g, places, end));
  };
  const rows = cast(g, within('eraseHeight', 'eraseTop'), 'float');
  const columns = cast(g, within('eraseWidth', 'eraseLeft'), 'float');
  const erased = mul(
    g,
    reshape(g, rows, [batch, imageSide, 1, 1]),
    reshape(g, columns, [batch, 1, imageSide, 1]),
  );
  return mul(g, pictures, shifted(g, scaled(g, erased, -1), 1));
}
