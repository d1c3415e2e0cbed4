import { movesPixels, type Augmentation } from '../../augmentation/augmentation';
import { imageSide } from '../../dataset/fashion-mnist';
import type { GraphBuilder, Tensor } from '../graph-builder';
import { add, cos, div, floor, mul, scaled, shifted, sin, sub } from '../ops/arithmetic';
import { stack } from '../ops/arrays';
import { drawSigned, type Draw } from './draws';

const centre = (imageSide - 1) / 2;

/**
 * Flips, turns (± degrees), scales (1 ± part) and shifts (± whole pixels) each picture about its centre; what comes in from
 * outside is black. Pictures are [batch, 28, 28, 1].
 */
export function transform(g: GraphBuilder, augmentation: Augmentation, pictures: Tensor, draw: Draw): Tensor {
  if (!movesPixels(augmentation)) return pictures;
  const { flip, shift, rotate, scale } = augmentation;
  const constant = (value: number): Tensor => shifted(g, scaled(g, draw('flip'), 0), value);
  const angle = rotate > 0 ? scaled(g, drawSigned(g, draw, 'rotate'), (rotate * Math.PI) / 180) : constant(0);
  const size = scale > 0 ? shifted(g, scaled(g, drawSigned(g, draw, 'scale'), scale), 1) : constant(1);
  const side = flip ? shifted(g, scaled(g, floor(g, scaled(g, draw('flip'), 2)), -2), 1) : constant(1);
  const wholePixels = (purpose: 'shiftX' | 'shiftY'): Tensor =>
    shifted(g, floor(g, scaled(g, draw(purpose), 2 * shift + 1)), -shift);
  const centreX = shifted(g, wholePixels('shiftX'), centre);
  const centreY = shifted(g, wholePixels('shiftY'), centre);

  // Rows of the matrix that takes a place in the result to the place in the source it is read from.
  const cosine = div(g, cos(g, angle), size);
  const sine = div(g, sin(g, angle), size);
  const row = (x: Tensor, y: Tensor): Tensor[] => [
    x,
    y,
    sub(g, g.float(centre), add(g, mul(g, x, centreX), mul(g, y, centreY))),
  ];
  const matrix = stack(
    g,
    [
      ...row(mul(g, side, cosine), mul(g, side, sine)),
      ...row(scaled(g, sine, -1), cosine),
      constant(0),
      constant(0),
    ],
    1,
  );
  return g.value(
    'ImageProjectiveTransformV3',
    [pictures, matrix, g.ints([imageSide, imageSide]), g.float(0)],
    { dtype: { type: 'float' }, interpolation: { string: 'BILINEAR' }, fill_mode: { string: 'CONSTANT' } },
    { port: 'transformed_images', dtype: 'float', shape: pictures.shape },
  );
}
