import { innerLayers, kindOf, type Layer } from '../layers/registry';
import { layerOutputShape } from '../layers/shapes';

/** Multiplications of one picture's forward pass, those of dense layers and convolutions. Layers must fit together. */
export function multiplyAdds(layers: readonly Layer[], input: readonly number[]): number {
  let shape = input;
  return layers.reduce((sum, layer, index) => {
    const output = layerOutputShape(layer, shape, `${index + 1}`);
    const own = kindOf(layer).multiplyAdds?.(layer, shape, output) ?? 0;
    const inner = multiplyAdds(innerLayers(layer), shape);
    shape = output;
    return sum + own + inner;
  }, 0);
}
