import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled } from '../files/read-error';
import type { ReadPicture } from './find-same';
import type { PictureGroups } from './picture-groups';
import { thumbnailBytes, type PicturePrints } from './picture-prints';

/** Near duplicates differ in so many of the 64 steps at most. */
const mostSteps = 6;
/** In each order of the hashes, a picture is held against so many that follow it: the work grows with the number of pictures, not its square. */
const window = 12;
/** The hashes are sorted with each of their bytes in front once: two that differ in few bits are neighbours in some of the orders. */
const rotations = [0, 8, 16, 24, 32, 40, 48, 56] as const;
/** Near duplicates differ, a pixel, by so much of their own contrast at most: as a copy that was encoded again or made smaller does. */
const mostOfContrast = 0.1;
/** A copy is lighter or darker by so much at most. */
const mostLighter = 16;
/** Two flat pictures differ by so much at most. */
const leastDifference = 1;

/**
 * Joins pictures that nearly look the same: sorted by a hash of their thumbnails' steps, neighbours are compared pixel by pixel.
 * Throws WardrobeError('cancelled').
 */
export async function findNear(
  prints: PicturePrints,
  indices: Int32Array,
  groups: PictureGroups,
  read: ReadPicture,
  signal?: AbortSignal,
): Promise<void> {
  const { stepsHigh, stepsLow, thumbnails } = prints;
  const [high, low] = [new Uint32Array(stepsHigh.length), new Uint32Array(stepsLow.length)];
  for (const rotation of rotations) {
    await setImmediate();
    throwIfCancelled(signal);
    for (const index of indices) {
      high[index] = rotated(stepsHigh[index]!, stepsLow[index]!, rotation);
      low[index] = rotated(stepsLow[index]!, stepsHigh[index]!, rotation);
    }
    const order = indices.slice().sort((a, b) => high[a]! - high[b]! || low[a]! - low[b]! || a - b);
    for (let position = 0; position < order.length; position++) {
      const index = order[position]!;
      for (let next = position + 1; next <= position + window && next < order.length; next++) {
        const other = order[next]!;
        if (
          bits(stepsHigh[index]! ^ stepsHigh[other]!) + bits(stepsLow[index]! ^ stepsLow[other]!) >
          mostSteps
        )
          continue;
        if (groups.first(index) === groups.first(other)) continue;
        if (!isNear(thumbnailOf(thumbnails, index), thumbnailOf(thumbnails, other))) continue;
        throwIfCancelled(signal);
        if (isNear(await read(index), await read(other))) groups.join(index, other);
      }
    }
  }
}

const thumbnailOf = (thumbnails: Uint8Array, index: number): Uint8Array =>
  thumbnails.subarray(index * thumbnailBytes, (index + 1) * thumbnailBytes);

/** The upper half of 64 bits turned to the left. */
function rotated(upper: number, lower: number, by: number): number {
  if (by >= 32) return rotated(lower, upper, by - 32);
  return by === 0 ? upper : ((upper << by) | (lower >>> (32 - by))) >>> 0;
}

function bits(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Whether two pictures are about the same once one is made as light as the other, as a copy that was encoded again or lit up is. */
function isNear(a: Uint8Array, b: Uint8Array): boolean {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  if (Math.abs(meanA - meanB) > mostLighter) return false;
  let [difference, contrast] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [offA, offB] = [a[i]! - meanA, b[i]! - meanB];
    difference += Math.abs(offA - offB);
    contrast += Math.abs(offA) + Math.abs(offB);
  }
  return difference <= Math.max(leastDifference * a.length, (mostOfContrast * contrast) / 2);
}

function meanOf(values: Uint8Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
