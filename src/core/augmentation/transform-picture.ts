import type { PictureShape } from '../domain/data-set';
import { movesPixels, type Augmentation } from './augmentation';
import { drawSigned, type Draw } from './draws';

const f32 = Math.fround;

/** Takes a place in the result to the one in the source it is read from: x′ = xx·x + xy·y + x0, and so for y. */
interface Affine {
  xx: number;
  xy: number;
  x0: number;
  yx: number;
  yy: number;
  y0: number;
}

/** Flips, turns, scales and shifts a picture about its centre, in place; what comes in from outside is black. */
export function transformPicture(
  picture: Float32Array,
  shape: PictureShape,
  augmentation: Augmentation,
  draw: Draw,
): void {
  if (!movesPixels(augmentation)) return;
  const source = picture.slice();
  const { xx, xy, x0, yx, yy, y0 } = drawTransform(augmentation, shape, draw);
  const { height, width, channels } = shape;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const x = f32(f32(f32(xx * column) + f32(xy * row)) + x0);
      const y = f32(f32(f32(yx * column) + f32(yy * row)) + y0);
      for (let channel = 0; channel < channels; channel++)
        picture[(row * width + column) * channels + channel] = between(source, shape, channel, x, y);
    }
}

function drawTransform(
  { flip, shift, rotate, scale }: Augmentation,
  { height, width }: PictureShape,
  draw: Draw,
): Affine {
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const angle = f32(drawSigned(draw, 'rotate') * f32((rotate * Math.PI) / 180));
  const size = f32(f32(drawSigned(draw, 'scale') * f32(scale)) + 1);
  const side = flip && draw('flip') >= 0.5 ? -1 : 1;
  const wholePixels = (purpose: 'shiftX' | 'shiftY'): number =>
    Math.floor(f32(draw(purpose) * (2 * shift + 1))) - shift;
  const [centreX, centreY] = [wholePixels('shiftX') + middleX, wholePixels('shiftY') + middleY];
  const cosine = f32(f32(Math.cos(angle)) / size);
  const sine = f32(f32(Math.sin(angle)) / size);
  const offset = (middle: number, x: number, y: number): number =>
    f32(middle - f32(f32(x * centreX) + f32(y * centreY)));
  const [xx, xy] = [side * cosine, side * sine];
  return { xx, xy, x0: offset(middleX, xx, xy), yx: -sine, yy: cosine, y0: offset(middleY, -sine, cosine) };
}

/** The value between four pixels, by their distances; as TensorFlow's ImageProjectiveTransformV3 with BILINEAR. */
function between(source: Float32Array, shape: PictureShape, channel: number, x: number, y: number): number {
  const { height, width, channels } = shape;
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= width || row >= height
      ? 0
      : source[(row * width + column) * channels + channel]!;
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = f32(x - left);
  const lower = f32(y - top);
  const alongRow = (row: number): number =>
    f32(f32(f32(left + 1 - x) * at(left, row)) + f32(right * at(left + 1, row)));
  return f32(f32(f32(top + 1 - y) * alongRow(top)) + f32(lower * alongRow(top + 1)));
}
