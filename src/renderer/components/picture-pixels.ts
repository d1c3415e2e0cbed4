import { imageBytes, imageSide } from '#core/dataset/fashion-mnist';

/** `paper`: dark clothes on white, as in a shop. `model`: light on black, as the data set holds them. */
export type Polarity = 'paper' | 'model';

/** How the app shows the data set's pictures unless it says otherwise. */
export const defaultPolarity: Polarity = 'paper';

/** RGBA of one 28 × 28 picture of grey bytes. */
export function toRgba(pixels: Uint8Array, polarity: Polarity): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(imageBytes * 4);
  const flip = polarity === 'paper' ? 255 : 0;
  for (let i = 0; i < imageBytes; i++) {
    const grey = (pixels[i] ?? 0) ^ flip;
    rgba.fill(grey, i * 4, i * 4 + 3);
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}

/** Draws one picture over the whole of a 28 × 28 canvas. */
export function drawPicture(canvas: HTMLCanvasElement, pixels: Uint8Array, polarity: Polarity): void {
  canvas.getContext('2d')?.putImageData(new ImageData(toRgba(pixels, polarity), imageSide, imageSide), 0, 0);
}
