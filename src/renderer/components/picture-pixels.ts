import type { PictureShape } from '#core/domain/data-set';

/** `paper`: dark clothes on white, as in a shop. `model`: light on black, as the data set holds them. */
export type Polarity = 'paper' | 'model';

/** How the app shows the data set's pictures unless it says otherwise. */
export const defaultPolarity: Polarity = 'paper';

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
