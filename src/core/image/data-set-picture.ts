import { pictureBytes, type PictureShape } from '../domain/data-set';
import type { RgbaPicture } from './rgba-picture';

const nearBlack = 16;
const greyTolerance = 2;

/**
 * The bytes of a picture that already is as the data set's own pictures are, else null: of their size, opaque, grey, and more
 * of its border near black than near white, as light clothes on black have it.
 */
export function asDataSetPicture(
  { rgba, width, height }: RgbaPicture,
  shape: PictureShape,
): Uint8Array | null {
  if (width !== shape.width || height !== shape.height) return null;
  const grey = new Uint8Array(pictureBytes(shape));
  let [black, white] = [0, 0];
  for (let i = 0; i < grey.length; i++) {
    const [red, green, blue] = [rgba[4 * i]!, rgba[4 * i + 1]!, rgba[4 * i + 2]!];
    const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
    if (spread > greyTolerance || rgba[4 * i + 3] !== 255) return null;
    grey[i] = green;
    if (!onBorder(i, shape)) continue;
    if (green <= nearBlack) black++;
    if (green >= 255 - nearBlack) white++;
  }
  return black > white ? grey : null;
}

function onBorder(index: number, { width, height }: PictureShape): boolean {
  const [x, y] = [index % width, Math.floor(index / width)];
  return x === 0 || y === 0 || x === width - 1 || y === height - 1;
}
