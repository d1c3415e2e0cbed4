import type { Box, RgbaPicture } from './rgba-picture';

/** How much of each source pixel lies in one target pixel: `weights[i]` for source `first + i`; they sum to 1. */
interface Share {
  first: number;
  weights: Float64Array;
}

/** What happens where a target has more pixels than its source: each is repeated, or neighbours are blended. */
export type Enlarging = 'repeat' | 'blend';

function sharesOf(from: number, length: number, targets: number, enlarging: Enlarging): Share[] {
  if (targets > length && enlarging === 'blend') return blendedShares(from, length, targets);
  const step = length / targets;
  return Array.from({ length: targets }, (_, target) => {
    const begin = target * step;
    const end = Math.min(length, begin + step);
    const first = Math.floor(begin);
    const last = Math.max(first, Math.ceil(end - 1e-9) - 1);
    const weights = Float64Array.from(
      { length: last - first + 1 },
      (_, i) => (Math.min(end, first + i + 1) - Math.max(begin, first + i)) / (end - begin),
    );
    return { first: from + first, weights };
  });
}

/** Linear interpolation between the centres of neighbouring pixels; beyond the outermost centres the edge pixel counts. */
function blendedShares(from: number, length: number, targets: number): Share[] {
  return Array.from({ length: targets }, (_, target) => {
    const centre = Math.min(length - 1, Math.max(0, ((target + 0.5) * length) / targets - 0.5));
    const first = Math.min(Math.floor(centre), Math.max(0, length - 2));
    const second = centre - first;
    return { first: from + first, weights: Float64Array.from(length > 1 ? [1 - second, second] : [1]) };
  });
}

/**
 * The part of the picture within `box`, on white, as [height × width × 3] values 0–255. Every source pixel counts by
 * the area it covers, so thin straps of a large photo fade instead of vanishing.
 */
export function areaAverage(
  picture: RgbaPicture,
  box: Box,
  width: number,
  height: number,
  enlarging: Enlarging = 'repeat',
): Float64Array {
  const columns = sharesOf(box.left, box.width, width, enlarging);
  const rows = sharesOf(box.top, box.height, height, enlarging);
  const output = new Float64Array(width * height * 3);
  rows.forEach(({ first, weights }, y) => {
    weights.forEach((weight, i) => addRow(picture, first + i, columns, weight, output, y * width * 3));
  });
  return output;
}

function addRow(
  { rgba, width }: RgbaPicture,
  y: number,
  columns: readonly Share[],
  rowWeight: number,
  output: Float64Array,
  at: number,
): void {
  let target = at;
  for (const { first, weights } of columns) {
    // Summed as darkness, what is missing to white: transparent pixels then add nothing.
    let [red, green, blue] = [0, 0, 0];
    let source = (y * width + first) * 4;
    for (let i = 0; i < weights.length; i++, source += 4) {
      const weight = weights[i]! * rgba[source + 3]!;
      red += (255 - rgba[source]!) * weight;
      green += (255 - rgba[source + 1]!) * weight;
      blue += (255 - rgba[source + 2]!) * weight;
    }
    output[target] = output[target]! + (255 - red / 255) * rowWeight;
    output[target + 1] = output[target + 1]! + (255 - green / 255) * rowWeight;
    output[target + 2] = output[target + 2]! + (255 - blue / 255) * rowWeight;
    target += 3;
  }
}
