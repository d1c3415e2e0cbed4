import { imageBytes, imageSide } from '../dataset/fashion-mnist';
import type { RgbaPicture } from './rgba-picture';

const nearBlack = 16;
const greyTolerance = 2;

/**
 * The bytes of a picture that already is as the data set's own pictures are, else null: 28 × 28, opaque, grey, and more
 * of its border near black than near white, as light clothes on black have it.
 */
export function asDataSetPicture({ rgba, width, height }: RgbaPicture): Uint8Array | null {
  if (width !== imageSide || height !== imageSide) return null;
  const grey = new Uint8Array(imageBytes);
  let [black, white] = [0, 0];
  for (let i = 0; i < imageBytes; i++) {
    const [red, green, blue] = [rgba[4 * i]!, rgba[4 * i + 1]!, rgba[4 * i + 2]!];
    const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
    if (spread > greyTolerance || rgba[4 * i + 3] !== 255) return null;
    grey[i] = green;
    if (!onBorder(i)) continue;
    if (green <= nearBlack) black++;
    if (green >= 255 - nearBlack) white++;
  }
  return black > white ? grey : null;
}

function onBorder(index: number): boolean {
  const [x, y] = [index % imageSide, Math.floor(index / imageSide)];
  return x === 0 || y === 0 || x === imageSide - 1 || y === imageSide - 1;
}
