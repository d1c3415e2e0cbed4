/** The normal distribution's two-sided 95 % point. */
const z = 1.959963984540054;

/** 95 % interval of a proportion, [low, high] (E. B. Wilson 1927); [0, 1] when nothing was counted. */
export function wilsonInterval(successes: number, trials: number): [number, number] {
  if (trials === 0) return [0, 1];
  const proportion = successes / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (proportion + z ** 2 / (2 * trials)) / scale;
  const halfWidth =
    (z / scale) * Math.sqrt((proportion * (1 - proportion)) / trials + z ** 2 / (4 * trials ** 2));
  // Rounding must not push the proportion itself out, nor a bound beyond 0 or 1.
  return [
    Math.max(0, Math.min(proportion, centre - halfWidth)),
    Math.min(1, Math.max(proportion, centre + halfWidth)),
  ];
}
