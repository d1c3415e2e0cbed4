import type { PictureShape } from '../domain/data-set';
import type { RgbaPicture } from './rgba-picture';

/** Bytes of that shape, grey or red, green, blue, as a decoded picture. */
export function pixelsToRgba(pixels: Uint8Array, { height, width, channels }: PictureShape): RgbaPicture {
  const rgba = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let i = 0; i < 3; i++) rgba[pixel * 4 + i] = pixels[pixel * channels + (channels === 1 ? 0 : i)]!;
    rgba[pixel * 4 + 3] = 255;
  }
  return { rgba, width, height };
}
