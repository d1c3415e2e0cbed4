import type { Tensor } from '@tensorflow/tfjs';
import type { EagerContext } from '../../layers/eager-layer';
import type { EagerOperations, EagerTensor } from '../../layers/eager-operations';
import { innerLayers, kindOf, type Layer } from '../../layers/registry';
import type { WeightRole } from '../../layers/weight-spec';
import { logitLayers } from '../../model/logit-layers';
import { layerSeed, uniformNumbers } from '../../random/stateless-random';
import type { Tfjs } from './layers-backend';

/** What a forward pass needs beside its input. */
export interface ForwardContext {
  tf: Tfjs;
  /** By `<layer index>.<role>`, within a residual `<index>.<inner index>.<role>`. */
  weight(name: string): Tensor;
  /** Null when judging. */
  training: TrainingPass | null;
}

export interface TrainingPass {
  /** These two decide what is dropped. */
  seed: number;
  step: number;
  /** Takes the new value of a moving statistic. */
  assign(name: string, value: Tensor): void;
}

/** Logits [batch, classes] of pictures [batch, height, width, channels] with values 0–1: the last softmax is left to the loss. */
export function forwardToLogits(context: ForwardContext, layers: readonly Layer[], pictures: Tensor): Tensor {
  return eagerForward(context, logitLayers(layers), pictures) as Tensor;
}

/** What layers one after another make of `input`. `path` is where they stand: within which layer of which layer. */
export function eagerForward(
  context: ForwardContext,
  layers: readonly Layer[],
  input: EagerTensor,
  path: readonly number[] = [],
): EagerTensor {
  return layers.reduce(
    (current, layer, index) =>
      kindOf(layer).eager(contextOf(context, layer, [...path, index]), layer, current),
    input,
  );
}

function contextOf(context: ForwardContext, layer: Layer, path: readonly number[]): EagerContext {
  const { weight, training } = context;
  // Its types tell tensors apart by their rank, which layers know from shapes.
  const tf = context.tf as Pick<Tfjs, keyof EagerOperations> as unknown as EagerOperations;
  const nameOf = (role: WeightRole): string => [...path, role].join('.');
  return {
    tf,
    weight: (role) => weight(nameOf(role)),
    training: training && {
      assign: (role, value) => training.assign(nameOf(role), value as Tensor),
      uniform: (count) => uniformNumbers(layerSeed(training.seed, path), training.step, count),
    },
    inner: (input) => eagerForward(context, innerLayers(layer), input, path),
  };
}
