/** The normal distribution's two-sided 95 % point. */
const z = 1.959963984540054;

/**
 * By how much the accuracy of a second model is above a first one's on the same pictures, with its 95 % interval: Wald's
 * with ½ added to each of the four counts (Agresti and Min, Statistics in Medicine 24, 2005).
 */
export function pairedDifference(
  fixed: number,
  broken: number,
  examples: number,
): { value: number; interval: [number, number] } {
  if (examples === 0) return { value: 0, interval: [-1, 1] };
  const [gained, lost, all] = [fixed + 0.5, broken + 0.5, examples + 2];
  const centre = (gained - lost) / all;
  const halfWidth = (z * Math.sqrt(gained + lost - (gained - lost) ** 2 / all)) / all;
  return {
    value: (fixed - broken) / examples,
    interval: [Math.max(-1, centre - halfWidth), Math.min(1, centre + halfWidth)],
  };
}
