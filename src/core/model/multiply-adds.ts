import { shapeSize } from './shape-size';
import { inputShape, layerOutputShape } from './shapes';
import type { Layer } from './training-plan';

/** Multiplications of one picture's forward pass, those of dense layers and convolutions. Layers must fit together. */
export function multiplyAdds(layers: readonly Layer[], input = inputShape): number {
  let shape = input;
  return layers.reduce((sum, layer, index) => {
    const own = ofLayer(layer, shape, index);
    shape = layerOutputShape(layer, shape, `${index + 1}`);
    return sum + own;
  }, 0);
}

function ofLayer(layer: Layer, input: readonly number[], index: number): number {
  switch (layer.type) {
    case 'dense':
      return shapeSize(input) * layer.units;
    case 'conv2d':
    case 'depthwiseConv2d': {
      const perValue = layer.kernelSize ** 2 * (layer.type === 'conv2d' ? (input.at(-1) ?? 1) : 1);
      return shapeSize(layerOutputShape(layer, input, `${index + 1}`)) * perValue;
    }
    case 'residual':
      return multiplyAdds(layer.layers, input);
    default:
      return 0;
  }
}
