import { reshape } from '../ops/arrays';
import type { LayerBuilder, LayerOf } from './layer-builder';

/** [batch, …] → [batch, all the rest]. */
export const flatten: LayerBuilder<LayerOf<'flatten'>> = ({ g, outputShape }, _layer, input) => ({
  output: reshape(g, input, outputShape),
  backward: (gradient) => () => reshape(g, gradient, input.shape),
});
