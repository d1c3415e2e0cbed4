import type { DataSet, PictureShape } from '#core/domain/data-set';

/** `paper`: turned around, dark on white, as in a shop. `model`: as the data set holds them. */
export type Polarity = 'paper' | 'model';

/** How the app shows a set's pictures unless it says otherwise: product photos are held as negatives. */
export const usualPolarity = ({ preparation }: Pick<DataSet, 'preparation'>): Polarity =>
  preparation === 'product-photo' ? 'paper' : 'model';

/** Width and height at which a picture's longer side is `side`. */
export function shownSize({ width, height }: PictureShape, side: number): { width: number; height: number } {
  const factor = side / Math.max(width, height);
  return { width: width * factor, height: height * factor };
}

/** The bytes of one picture. */
export interface ShapedPicture {
  pixels: Uint8Array;
  shape: PictureShape;
}

/** RGBA of one picture of grey or of red, green and blue bytes. */
export function toRgba(
  { pixels, shape: { height, width, channels } }: ShapedPicture,
  polarity: Polarity,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(height * width * 4).fill(255);
  const flip = polarity === 'paper' ? 255 : 0;
  for (let i = 0; i < height * width; i++)
    for (let colour = 0; colour < 3; colour++)
      rgba[i * 4 + colour] = (pixels[i * channels + (channels === 1 ? 0 : colour)] ?? 0) ^ flip;
  return rgba;
}

/** Draws one picture over the whole of a canvas of its size. */
export function drawPicture(canvas: HTMLCanvasElement, picture: ShapedPicture, polarity: Polarity): void {
  const { height, width } = picture.shape;
  canvas.getContext('2d')?.putImageData(new ImageData(toRgba(picture, polarity), width, height), 0, 0);
}
