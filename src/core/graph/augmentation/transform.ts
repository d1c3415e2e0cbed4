import { movesPixels, type Augmentation } from '../../augmentation/augmentation';
import type { PictureShape } from '../../domain/data-set';
import type { Way } from '../../domain/engine';
import type { GraphBuilder, Tensor } from '../graph-builder';
import { add, cos, div, floor, mul, scaled, shifted, sin, sub } from '../ops/arithmetic';
import { stack } from '../ops/arrays';
import { shapeOfPictures } from '../pictures';
import { drawSigned, type Draw } from './draws';
import { sampled } from './sample';

/**
 * Flips, turns (± degrees), scales (1 ± part) and shifts (± whole pixels) each picture about its centre; what comes in from
 * outside is black. Pictures are [batch, height, width, channels].
 */
export function transform(
  g: GraphBuilder,
  augmentation: Augmentation,
  pictures: Tensor,
  draw: Draw,
  way: Way,
): Tensor {
  if (!movesPixels(augmentation)) return pictures;
  const shape = shapeOfPictures(pictures);
  const matrix = matrixOf(g, augmentation, shape, draw);
  // XLA does not know TensorFlow's own operation for it.
  if (way === 'compiled') return sampled(g, augmentation, pictures, matrix);
  return g.value(
    'ImageProjectiveTransformV3',
    [
      pictures,
      stack(g, [...matrix, noPerspective(g, draw), noPerspective(g, draw)], 1),
      g.ints([shape.height, shape.width]),
      g.float(0),
    ],
    { dtype: { type: 'float' }, interpolation: { string: 'BILINEAR' }, fill_mode: { string: 'CONSTANT' } },
    { port: 'transformed_images', dtype: 'float', shape: pictures.shape },
  );
}

/** The same number for each picture, a vector over the batch. */
const everywhere = (g: GraphBuilder, draw: Draw, value: number): Tensor =>
  shifted(g, scaled(g, draw('flip'), 0), value);
const noPerspective = (g: GraphBuilder, draw: Draw): Tensor => everywhere(g, draw, 0);

/** The two rows of the matrix that takes a place in the result to the place in the source it is read from, six vectors over the batch. */
function matrixOf(
  g: GraphBuilder,
  { flip, shift, rotate, scale }: Augmentation,
  { height, width }: PictureShape,
  draw: Draw,
): Tensor[] {
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const constant = (value: number): Tensor => everywhere(g, draw, value);
  const angle = rotate > 0 ? scaled(g, drawSigned(g, draw, 'rotate'), (rotate * Math.PI) / 180) : constant(0);
  const size = scale > 0 ? shifted(g, scaled(g, drawSigned(g, draw, 'scale'), scale), 1) : constant(1);
  const side = flip ? shifted(g, scaled(g, floor(g, scaled(g, draw('flip'), 2)), -2), 1) : constant(1);
  const wholePixels = (purpose: 'shiftX' | 'shiftY'): Tensor =>
    shifted(g, floor(g, scaled(g, draw(purpose), 2 * shift + 1)), -shift);
  const centreX = shifted(g, wholePixels('shiftX'), middleX);
  const centreY = shifted(g, wholePixels('shiftY'), middleY);

  const cosine = div(g, cos(g, angle), size);
  const sine = div(g, sin(g, angle), size);
  const row = (middle: number, x: Tensor, y: Tensor): Tensor[] => [
    x,
    y,
    sub(g, g.float(middle), add(g, mul(g, x, centreX), mul(g, y, centreY))),
  ];
  return [
    ...row(middleX, mul(g, side, cosine), mul(g, side, sine)),
    ...row(middleY, scaled(g, sine, -1), cosine),
  ];
}
