import { activationKinds, type Activation } from '../layers/activations/registry';
import { kindOf, type Layer } from '../layers/registry';

/** A layer and where it stands in the plan, which names its weights. */
export interface PlacedLayer {
  layer: Layer;
  index: number;
}

/**
 * The layers in the order in which they are computed: max-pooling comes before the activation it follows in the plan, which
 * changes no result and leaves a fraction of the values to go through the activation and its gradient.
 */
export function orderLayers(layers: readonly Layer[]): PlacedLayer[] {
  const ordered: PlacedLayer[] = [];
  layers.forEach((layer, index) => {
    const before = ordered.at(-1);
    const activation = kindOf(layer).picksLargest && before ? lastActivation(before.layer) : null;
    if (!before || !activation) return ordered.push({ layer, index });
    ordered.pop();
    if (before.layer.type !== 'activation')
      ordered.push({ ...before, layer: { ...before.layer, activation: 'linear' } as Layer });
    return ordered.push({ layer, index }, { layer: { type: 'activation', activation }, index: before.index });
  });
  return ordered;
}

/** The rising activation that a layer ends in. */
function lastActivation(layer: Layer): Activation | null {
  return 'activation' in layer && activationKinds[layer.activation].rises ? layer.activation : null;
}
