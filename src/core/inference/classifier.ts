import { dimensionsOf, pictureBytes, type ModelTask, type PictureShape } from '../domain/data-set';
import { WardrobeError } from '../domain/errors';
import type { NamedTensor } from '../domain/named-tensor';
import { softmaxInPlace } from '../layers/activations/softmax';
import { shapeSize } from '../layers/shape-size';
import { logitLayers } from '../model/logit-layers';
import { checkPlan, weightSpecs } from '../model/shapes';
import type { TrainingPlan } from '../model/training-plan';
import { plainForward } from './plain-forward';

/** A trained model that names pictures, one at a time. */
export interface Classifier {
  /** Probabilities in the order of the classes for one prepared picture. Throws RangeError on another length. */
  classify(pixels: Uint8Array): Float32Array;
}

/**
 * A plan's forward pass in plain TypeScript, with these weights (named and shaped as `weightSpecs` says; others are
 * ignored). Throws WardrobeError('corrupt') when a weight is absent or of another shape, 'unsupported' as `checkPlan`.
 */
export function createClassifier(
  plan: TrainingPlan,
  tensors: readonly NamedTensor[],
  task: ModelTask,
): Classifier {
  checkPlan(plan, task);
  const { shape } = task;
  const inputShape = dimensionsOf(shape);
  const weights = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  for (const { name, shape: expected } of weightSpecs(plan.layers, inputShape)) {
    const found = weights.get(name);
    if (found?.shape.join() !== expected.join() || found.values.length !== shapeSize(expected))
      throw damagedModel(name);
  }
  const forward = plainForward(
    logitLayers(plan.layers),
    inputShape,
    (name) => weights.get(name)?.values ?? new Float32Array(),
  );
  const input = new Float32Array(pictureBytes(shape));
  return {
    classify(pixels) {
      if (pixels.length !== input.length)
        throw new RangeError(`${pixels.length} pixels instead of ${input.length}.`);
      for (let i = 0; i < input.length; i++) input[i] = pixels[i]! / 255;
      const logits = forward(input).slice();
      if (plan.testTimeFlip) {
        mirror(input, shape);
        const mirrored = forward(input);
        logits.forEach((logit, index) => (logits[index] = (logit + mirrored[index]!) / 2));
      }
      softmaxInPlace(logits);
      return logits;
    },
  };
}

/** Turns each row of a picture back to front, pixel by pixel. */
function mirror(picture: Float32Array, { height, width, channels }: PictureShape): void {
  const source = picture.slice();
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const from = (row * width + width - 1 - column) * channels;
      picture.set(source.subarray(from, from + channels), (row * width + column) * channels);
    }
}

function damagedModel(name: string): WardrobeError {
  return new WardrobeError(
    'corrupt',
    `The model's weights are not whole: “${name}” is missing or has another shape.`,
    'Choose another run, or train it again.',
  );
}
