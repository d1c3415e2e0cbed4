import type { Labels } from '../../domain/data-set';
/** Bytes as grey values 0–1, rounded as in the graph. */
const greyValues = Float32Array.from({ length: 256 }, (_, value) => value * Math.fround(1 / 255));

export function asGreyValues(pixels: Uint8Array): Float32Array {
  const values = new Float32Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) values[at] = greyValues[pixels[at]!]!;
  return values;
}

/** Labels by index. */
export function gatherLabels(labels: Labels, indices: Int32Array): Labels {
  return Uint16Array.from(indices, (index) => labels[index]!);
}
