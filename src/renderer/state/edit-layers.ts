import type { LayerDraft } from './layer-draft';

type Layers = readonly LayerDraft[];

/** `layers` with the one of this key, wherever it stands, as `change` makes it; null takes it out. */
export function changeLayer(
  layers: Layers,
  key: number,
  change: (layer: LayerDraft) => LayerDraft | null,
): LayerDraft[] {
  return layers.flatMap((layer) => {
    if (layer.key === key) return change(layer) ?? [];
    return layer.layers.some((inner) => inner.key === key)
      ? { ...layer, layers: changeLayer(layer.layers, key, change) }
      : layer;
  });
}

/** Puts a layer behind the one of key `after`, in the same list; at the beginning of `within`, or of all, where it is null. */
export function insertLayer(
  layers: Layers,
  added: LayerDraft,
  { after, within }: { after: number | null; within: number | null },
): LayerDraft[] {
  if (within !== null)
    return changeLayer(layers, within, (block) => ({
      ...block,
      layers: insertLayer(block.layers, added, { after, within: null }),
    }));
  const at = layers.findIndex(({ key }) => key === after) + 1;
  return [...layers.slice(0, at), added, ...layers.slice(at)];
}

/** Moves a layer by `by` places within its list, as far as the list goes. */
export function moveLayer(layers: Layers, key: number, by: number): LayerDraft[] {
  const from = layers.findIndex((layer) => layer.key === key);
  if (from < 0)
    return layers.map((layer) =>
      layer.layers.length > 0 ? { ...layer, layers: moveLayer(layer.layers, key, by) } : layer,
    );
  const moved = layers[from]!;
  const others = layers.filter((layer) => layer !== moved);
  const to = Math.max(0, Math.min(others.length, from + by));
  return [...others.slice(0, to), moved, ...others.slice(to)];
}
