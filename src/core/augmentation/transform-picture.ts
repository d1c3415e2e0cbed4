import { imageSide } from '../dataset/fashion-mnist';
import { movesPixels, type Augmentation } from './augmentation';
import { drawSigned, type Draw } from './draws';

const f32 = Math.fround;
const centre = (imageSide - 1) / 2;

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
export function transformPicture(picture: Float32Array, augmentation: Augmentation, draw: Draw): void {
  if (!movesPixels(augmentation)) return;
  const source = picture.slice();
  const { xx, xy, x0, yx, yy, y0 } = drawTransform(augmentation, draw);
  for (let row = 0; row < imageSide; row++)
    for (let column = 0; column < imageSide; column++) {
      const x = f32(f32(f32(xx * column) + f32(xy * row)) + x0);
      const y = f32(f32(f32(yx * column) + f32(yy * row)) + y0);
      picture[row * imageSide + column] = between(source, x, y);
    }
}

function drawTransform({ flip, shift, rotate, scale }: Augmentation, draw: Draw): Affine {
  const angle = f32(drawSigned(draw, 'rotate') * f32((rotate * Math.PI) / 180));
  const size = f32(f32(drawSigned(draw, 'scale') * f32(scale)) + 1);
  const side = flip && draw('flip') >= 0.5 ? -1 : 1;
  const centreOf = (purpose: 'shiftX' | 'shiftY'): number =>
    Math.floor(f32(draw(purpose) * (2 * shift + 1))) - shift + centre;
  const [centreX, centreY] = [centreOf('shiftX'), centreOf('shiftY')];
  const cosine = f32(f32(Math.cos(angle)) / size);
  const sine = f32(f32(Math.sin(angle)) / size);
  const offset = (x: number, y: number): number => f32(centre - f32(f32(x * centreX) + f32(y * centreY)));
  const [xx, xy] = [side * cosine, side * sine];
  return { xx, xy, x0: offset(xx, xy), yx: -sine, yy: cosine, y0: offset(-sine, cosine) };
}

/** The value between four pixels, by their distances; as TensorFlow's ImageProjectiveTransformV3 with BILINEAR. */
function between(source: Float32Array, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = f32(x - left);
  const lower = f32(y - top);
  const alongRow = (row: number): number =>
    f32(f32(f32(left + 1 - x) * at(source, left, row)) + f32(right * at(source, left + 1, row)));
  return f32(f32(f32(top + 1 - y) * alongRow(top)) + f32(lower * alongRow(top + 1)));
}

const at = (source: Float32Array, column: number, row: number): number =>
  column < 0 || row < 0 || column >= imageSide || row >= imageSide ? 0 : source[row * imageSide + column]!;
