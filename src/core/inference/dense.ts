import { activateInPlace } from './activation';
import type { ForwardMaker, LayerOf } from './forward-layer';

/** activation(x·kernel + bias), kernel [in, units]. Inputs that are zero, often most of them, cost nothing. */
export const dense: ForwardMaker<LayerOf<'dense'>> = ({ units, activation }, { weight }) => {
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
    activateInPlace(output, activation, units);
    return output;
  };
};
