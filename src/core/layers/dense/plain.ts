import { activationKinds, type Activation } from '../activations/registry';
import type { PlainContext, PlainForward } from '../plain-layer';

/** kernel [in, units]. Inputs that are zero, often most of them, cost nothing. */
export function densePlain(
  { units, activation }: { units: number; activation: Activation },
  { weight }: PlainContext,
): PlainForward {
  const kernel = weight('kernel');
  const bias = weight('bias');
  const sums = new Float64Array(units);
  const output = new Float32Array(units);
  return (input) => {
    sums.set(bias);
    for (let i = 0; i < input.length; i++) {
      const value = input[i]!;
      if (value === 0) continue;
      const row = i * units;
      for (let unit = 0; unit < units; unit++) sums[unit] = sums[unit]! + value * kernel[row + unit]!;
    }
    output.set(sums);
    activationKinds[activation].plain(output, units);
    return output;
  };
}
