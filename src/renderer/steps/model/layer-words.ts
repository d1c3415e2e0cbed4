import { inputShape, type LayerShape } from '#core/model/shapes';
import type { Layer } from '#core/model/training-plan';

const about: Record<Layer['type'], string> = {
  flatten: 'lays the rows of the picture end to end',
  dense: 'weighs every value against every other',
  conv2d: 'looks for small patterns all over the picture',
  depthwiseConv2d: 'looks for one small pattern in each channel',
  maxPool: 'keeps the strongest value of each patch',
  avgPool: 'keeps the mean of each patch',
  globalAvgPool: 'keeps one mean for each channel',
  batchNorm: 'evens out values over the batch',
  activation: 'bends each value',
  dropout: 'forgets some values while training',
  residual: 'adds what it finds to what came in',
};

/** What a layer does, in a few words; the last one of a model names the class. */
export function layerAbout(layer: Layer): string {
  const names = layer.type === 'dense' && layer.activation === 'softmax';
  return names ? 'gives each class its probability' : about[layer.type];
}

/** [28, 28, 1] → "28 × 28": a single channel goes without saying. */
export function formatShape(shape: readonly number[]): string {
  return (shape.length === 3 && shape[2] === 1 ? shape.slice(0, 2) : shape).join(' × ');
}

/** "28 × 28 → 784": what goes into the layer at `index` and what comes out. */
export function shapeChange(layers: readonly LayerShape[], index: number): string {
  const input = layers[index - 1]?.outputShape ?? inputShape;
  return `${formatShape(input)} → ${formatShape(layers[index]?.outputShape ?? [])}`;
}
