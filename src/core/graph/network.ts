import type { GraphContext, GraphLayer } from '../layers/graph-layer';
import { innerLayers, kindOf, type Layer } from '../layers/registry';
import { layerOutputShape } from '../layers/shapes';
import type { WeightRole } from '../layers/weight-spec';
import { layerSeed } from '../random/stateless-random';
import type { GraphBuilder, Tensor } from './graph-builder';
import { orderLayers } from './order-layers';
import { padBottomRight, shapeOf, topLeft } from './ops/arrays';
import { uniform } from './ops/random';
import { withoutBatch } from './shape-inference';
import { sidesRead } from './sides-read';

/** What a model's layers are built into. */
export interface NetworkContext {
  g: GraphBuilder;
  training: boolean;
  /** Whether that pays on the device at hand. */
  exchangesKernels: boolean;
  /** See `LayerContext`. */
  poolsByReshape: boolean;
  weight(name: string): Tensor;
  /** Only while training. */
  assign(name: string, value: Tensor): void;
  gradient(name: string, gradient: Tensor): void;
  seed: number;
  /** The step that random numbers are drawn for, an int32 scalar; only while training. */
  step: Tensor | null;
}

/** Layers one after another; `backward` goes through them in reverse. */
export function buildLayers(
  context: NetworkContext,
  layers: readonly Layer[],
  input: Tensor,
  path: readonly number[] = [],
): GraphLayer {
  const { g } = context;
  const ordered = orderLayers(layers);
  const inOrder = ordered.map(({ layer }) => layer);
  const built: GraphLayer[] = [];
  let output = asFarAsRead(g, inOrder, input);
  for (const { layer, index } of ordered) {
    const layerContext = contextOf(context, layer, output, [...path, index]);
    const next = kindOf(layer).graph(layerContext, layer, output);
    built.push(next);
    output = next.output;
  }
  return {
    output,
    backward(gradient, sameSums) {
      let sums: Tensor | null = sameSums;
      let inputGradient = (): Tensor => gradient;
      for (const layer of built.toReversed()) {
        const outputGradient = inputGradient();
        inputGradient = layer.backward(outputGradient, sums ?? outputGradient);
        sums = layer.spreadsGradient ? outputGradient : null;
      }
      return () => padBottomRight(g, inputGradient(), input.shape);
    },
  };
}

/** The part of the pictures that the layers look at: what they would make of the rest would be thrown away. */
function asFarAsRead(g: GraphBuilder, layers: readonly Layer[], input: Tensor): Tensor {
  if (input.shape.length !== 4) return input;
  const known = withoutBatch(input.shape).map((side) => side ?? 1);
  return topLeft(g, input, sidesRead(layers, known));
}

function contextOf(
  context: NetworkContext,
  layer: Layer,
  input: Tensor,
  path: readonly number[],
): GraphContext {
  const { g } = context;
  const known = withoutBatch(input.shape).map((side) => side ?? 1);
  const place = path.map((index) => index + 1).join('.');
  const nameOf = (role: WeightRole): string => [...path, role].join('.');
  return {
    g,
    training: context.training,
    exchangesKernels: context.exchangesKernels,
    poolsByReshape: context.poolsByReshape,
    outputShape: [input.shape[0] ?? null, ...layerOutputShape(layer, known, place)],
    weight: (role) => context.weight(nameOf(role)),
    gradient: (role, gradient) => context.gradient(nameOf(role), gradient),
    assign: (role, value) => context.assign(nameOf(role), value),
    uniformLike(x) {
      if (!context.step) throw new RangeError('Random numbers are drawn only while training');
      return uniform(g, layerSeed(context.seed, path), context.step, shapeOf(g, x), x.shape);
    },
    inner: (innerInput) => buildLayers(context, innerLayers(layer), innerInput, path),
  };
}
