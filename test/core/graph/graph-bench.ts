import { GraphBuilder, type Tensor } from '#core/graph/graph-builder';
import { buildLayers } from '#core/graph/network';
import { placeholder } from '#core/graph/ops/arrays';
import { layerOutputShape } from '#core/layers/shapes';
import { weightSpecs } from '#core/model/shapes';
import type { Layer } from '#core/layers/registry';
import { GraphSession, type Values } from '#core/tensorflow/graph-engine/graph-session';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import { Random } from '#core/random/random';

export type Fed = Record<string, { shape: number[]; values: Values }>;

/** Builds a graph, loads it into TensorFlow, and returns how to fetch the named results for what is fed. */
export async function openGraph<Name extends string>(
  build: (g: GraphBuilder) => Record<Name, Tensor>,
): Promise<{ run(feeds?: Fed, names?: Name[]): Record<Name, number[]>; dispose(): void }> {
  const g = GraphBuilder.graph();
  const results = build(g);
  for (const [name, value] of Object.entries<Tensor>(results)) {
    const { dtype, shape } = value;
    const port = { port: 'output', dtype, shape };
    g.value('Identity', [value], { T: { type: dtype } }, port, { name: `result/${name}` });
  }
  const { binding } = await loadTensorflow();
  const session = await GraphSession.load(binding, g.description());
  return {
    run(feeds = {}, names = Object.keys(results) as Name[]) {
      const fetched = session.run(
        feeds,
        names.map((name) => `result/${name}`),
      );
      return Object.fromEntries(names.map((name, index) => [name, Array.from(fetched[index]!)])) as Record<
        Name,
        number[]
      >;
    },
    dispose: () => session.dispose(),
  };
}

/** Values between −1 and 1, each a step of its own from the next, so that no two (and none and zero) are within a finite difference. */
export function spreadValues(count: number, seed: number): Float32Array {
  const random = new Random(seed);
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return Float32Array.from(order, (place) => ((place + 0.3) / count) * 2 - 1);
}

export const layerBatch = 3;

interface LayerOptions {
  training: boolean;
  exchangesKernels: boolean;
  poolsByReshape: boolean;
  /** Values of the input lie between this and its negative. */
  reach: number | undefined;
}

/**
 * Layers with everything that flows into them fed (`input`, the weights, and a `direction` shaped as the output), its
 * `output`, the gradients of Σ output·direction by the names of what they are for, and `assigned.…` statistics.
 */
export async function openLayers(
  layers: readonly Layer[],
  input: number[],
  {
    training = true,
    exchangesKernels = false,
    poolsByReshape = false,
    reach = 1,
  }: Partial<LayerOptions> = {},
) {
  const fed: Fed = {};
  const graph = await openGraph<string>((g) => {
    const feed = (name: string, shape: number[], known: (number | null)[] = shape): Tensor => {
      const size = shape.reduce((product, side) => product * side, 1);
      const values = spreadValues(size, Object.keys(fed).length + 1);
      fed[name] = {
        shape,
        values: name.endsWith('movingVariance') ? values.map((value) => 1.5 + value) : values,
      };
      return placeholder(g, name, 'float', known);
    };
    const batched = (name: string, shape: number[]): Tensor =>
      feed(name, [layerBatch, ...shape], [null, ...shape]);
    const weights = new Map(weightSpecs(layers, input).map(({ name, shape }) => [name, feed(name, shape)]));
    const results: Record<string, Tensor> = {};
    const network = buildLayers(
      {
        g,
        training,
        exchangesKernels,
        poolsByReshape,
        seed: 5,
        step: g.int(3),
        weight: (name) => weights.get(name)!,
        assign: (name, value) => (results[`assigned.${name}`] = value),
        gradient: (name, gradient) => (results[name] = gradient),
      },
      layers,
      batched('input', input),
    );
    const outputShape = layers.reduce<readonly number[]>(
      (shape, layer, index) => layerOutputShape(layer, shape, `${index + 1}`),
      input,
    );
    const direction = batched('direction', [...outputShape]);
    results.input = network.backward(direction, direction)();
    results.output = network.output;
    return results;
  });
  fed.input!.values = fed.input!.values.map((value) => value * reach);
  return { graph, fed };
}
