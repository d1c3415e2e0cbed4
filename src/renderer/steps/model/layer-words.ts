import { kindOf, type Layer } from '#core/layers/registry';
import type { InspectedLayer } from '#core/model/inspect-layers';
import { noBreak } from '../../format/numbers';

/** What a layer does, in a few words; the last one of a model names the class. */
export function layerAbout(layer: Layer): string {
  const names = layer.type === 'dense' && layer.activation === 'softmax';
  return names ? 'gives each class its probability' : kindOf(layer).about;
}

/** [28, 28, 1] → "28 × 28": a single channel goes without saying. It does not break over lines. */
export function formatShape(shape: readonly number[]): string {
  const sides = shape.length === 3 && shape[2] === 1 ? shape.slice(0, 2) : shape;
  return sides.join(`${noBreak}×${noBreak}`);
}

/** "28 × 28 → 784": what goes into a layer and what comes out, as far as it is known; once where it stays the same. */
export function shapeChange({ input, output }: Pick<InspectedLayer, 'input' | 'output'>): string {
  if (!input) return '';
  if (output?.join() === input.join()) return formatShape(output);
  return `${formatShape(input)} →${noBreak}${output ? formatShape(output) : '?'}`;
}
