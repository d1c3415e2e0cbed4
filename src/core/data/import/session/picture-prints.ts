import type { PictureShape } from '../../../domain/data-set';
import { luma } from '../../../image/luma';

/** A picture shrunk to this size in grey is what near duplicates are looked for by. */
const columns = 9;
const rows = 8;
export const thumbnailBytes = columns * rows;

/** A step in brightness counts from here on; in flat areas, noise alone makes smaller ones. */
const leastStep = 2;

/** What is kept of each picture to tell which are the same or nearly so: 88 bytes. */
export class PicturePrints {
  /** A hash of all bytes, in halves. */
  readonly exactHigh: Uint32Array;
  readonly exactLow: Uint32Array;
  /** A bit for each step from a pixel of the thumbnail to the one right of it: 1 where it gets lighter. In halves. */
  readonly stepsHigh: Uint32Array;
  readonly stepsLow: Uint32Array;
  readonly thumbnails: Uint8Array;
  readonly #shape: PictureShape;

  constructor(count: number, shape: PictureShape) {
    this.#shape = shape;
    this.exactHigh = new Uint32Array(count);
    this.exactLow = new Uint32Array(count);
    this.stepsHigh = new Uint32Array(count);
    this.stepsLow = new Uint32Array(count);
    this.thumbnails = new Uint8Array(count * thumbnailBytes);
  }

  add(index: number, pixels: Uint8Array): void {
    let [high, low] = [0x811c9dc5, 0x243f6a88];
    for (const byte of pixels) {
      high = Math.imul(high ^ byte, 0x01000193);
      low = Math.imul(low ^ byte, 0x85ebca6b) ^ (low >>> 15);
    }
    this.exactHigh[index] = high;
    this.exactLow[index] = low;
    const thumbnail = this.thumbnails.subarray(index * thumbnailBytes, (index + 1) * thumbnailBytes);
    shrink(pixels, this.#shape, thumbnail);
    let steps = 0;
    for (let y = 0; y < rows; y++) {
      if (y === rows / 2) {
        this.stepsHigh[index] = steps;
        steps = 0;
      }
      for (let x = 0; x < columns - 1; x++) {
        const at = y * columns + x;
        steps = (steps << 1) | (thumbnail[at + 1]! >= thumbnail[at]! + leastStep ? 1 : 0);
      }
    }
    this.stepsLow[index] = steps;
  }
}

/** The mean brightness of each of the areas that a picture is divided into. */
function shrink(pixels: Uint8Array, { height, width, channels }: PictureShape, thumbnail: Uint8Array): void {
  for (let y = 0; y < rows; y++) {
    const [top, bottom] = [Math.floor((y * height) / rows), Math.ceil(((y + 1) * height) / rows)];
    for (let x = 0; x < columns; x++) {
      const [left, right] = [Math.floor((x * width) / columns), Math.ceil(((x + 1) * width) / columns)];
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          const at = (row * width + column) * channels;
          sum += channels === 1 ? pixels[at]! : luma(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!);
        }
      }
      thumbnail[y * columns + x] = Math.round(sum / ((bottom - top) * (right - left)));
    }
  }
}
