/** Side of the kernel: radius 1. */
const side = 3;
const sigma = 1;

/** Twice the sum of a Gaussian's values in the middle, less the Gaussian all around, summing to 1. */
const kernel = sharpeningKernel();

function sharpeningKernel(): Float64Array {
  const gaussian = Float64Array.from({ length: side * side }, (_, i) => {
    const [u, v] = [(i % side) - 1, Math.floor(i / side) - 1];
    return Math.exp(-(u * u + v * v) / (2 * sigma * sigma));
  });
  const sum = gaussian.reduce((a, b) => a + b);
  const values = gaussian.map((value) => -value);
  values[(side * side - 1) / 2] = 2 * sum;
  const total = values.reduce((a, b) => a + b);
  return values.map((value) => value / total);
}

/**
 * Sharpens [height × width × 3] values 0–255 by a Gaussian operator of radius and standard deviation 1, as ImageMagick's
 * `-sharpen 1x1` does (the data set paper's fourth step). Beyond the edge the nearest pixel counts.
 */
export function sharpen(values: Float64Array, width: number, height: number): Float64Array {
  const output = new Float64Array(values.length);
  const clamp = (value: number, limit: number): number => Math.min(limit - 1, Math.max(0, value));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let i = 0; i < side * side; i++) {
          const column = clamp(x + (i % side) - 1, width);
          const row = clamp(y + Math.floor(i / side) - 1, height);
          sum += values[(row * width + column) * 3 + channel]! * kernel[i]!;
        }
        output[(y * width + x) * 3 + channel] = Math.min(255, Math.max(0, sum));
      }
    }
  }
  return output;
}
