import { hashIntegers } from './random';

const augmentationStream = 0x617567;

/** Seed of the random numbers of one layer; `path` holds its index on each level, from 0. */
export const layerSeed = (planSeed: number, path: readonly number[]): number =>
  hashIntegers(planSeed, ...path) >>> 1;

/** Seed of the random numbers of the augmentation. */
export const augmentationSeed = (planSeed: number): number =>
  hashIntegers(planSeed, augmentationStream) >>> 1;

/**
 * `count` uniform numbers in [0, 1), decided by two integers in 0 … 2³¹−1: the same to the last bit as those that
 * TensorFlow draws in `core/graph/ops/random` by StatelessRandomGetKeyCounter and StatelessRandomUniformFullIntV2.
 */
export function uniformNumbers(seed: number, step: number, count: number): Float32Array {
  const words = Uint32Array.of(seed, 0, step, 0);
  // The key and the counter's upper half come out of one scrambling of the seeds.
  philox(words, 0x3ec8f720, 0x02461e29);
  const [key0 = 0, key1 = 0, counter2 = 0, counter3 = 0] = words;
  const numbers = new Float32Array(count);
  for (let block = 0; block * 4 < count; block++) {
    words[0] = block;
    words[1] = 0;
    words[2] = counter2;
    words[3] = counter3;
    philox(words, key0, key1);
    for (let lane = 0; lane < 4 && block * 4 + lane < count; lane++)
      numbers[block * 4 + lane] = (words[lane]! >>> 8) * 2 ** -24;
  }
  return numbers;
}

/** Philox4x32-10 (Salmon and others 2011): scrambles four words in place. */
function philox(words: Uint32Array, key0: number, key1: number): void {
  let [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = words;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, w0);
    const high2 = multiplyHigh(0xcd9e8d57, w2);
    const low0 = Math.imul(0xd2511f53, w0);
    const low2 = Math.imul(0xcd9e8d57, w2);
    w0 = high2 ^ w1 ^ key0;
    w1 = low2;
    w2 = high0 ^ w3 ^ key1;
    w3 = low0;
    key0 = (key0 + 0x9e3779b9) | 0;
    key1 = (key1 + 0xbb67ae85) | 0;
  }
  words[0] = w0;
  words[1] = w1;
  words[2] = w2;
  words[3] = w3;
}

/** Upper half of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (other >>> 16)) | 0;
}
