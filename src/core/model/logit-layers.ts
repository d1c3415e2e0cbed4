import type { Layer } from '../layers/registry';

/** The layers without the last softmax: they end in logits, from which loss and probabilities are made more exactly. */
export function logitLayers(layers: readonly Layer[]): Layer[] {
  const last = layers.at(-1);
  if (last && last.type !== 'activation' && 'activation' in last)
    return [...layers.slice(0, -1), { ...last, activation: 'linear' }];
  return layers.slice(0, -1);
}
