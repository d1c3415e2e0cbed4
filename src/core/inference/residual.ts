import { shapeSize } from '../model/shape-size';
import type { ForwardMaker, LayerOf } from './forward-layer';

/** x + layers(x) */
export const residual: ForwardMaker<LayerOf<'residual'>> = ({ layers }, { inputShape, inner }) => {
  const branch = inner(layers);
  const output = new Float32Array(shapeSize(inputShape));
  return (input) => {
    const added = branch(input);
    for (let i = 0; i < output.length; i++) output[i] = input[i]! + added[i]!;
    return output;
  };
};
