import { imageBytes, imageSide } from '../dataset/fashion-mnist';
import { WardrobeError } from '../domain/errors';
import type { NamedTensor } from '../domain/named-tensor';
import { softmaxInPlace } from '../layers/activations/softmax';
import { shapeSize } from '../layers/shape-size';
import { logitLayers } from '../model/logit-layers';
import { checkPlan, inputShape, weightSpecs } from '../model/shapes';
import type { TrainingPlan } from '../model/training-plan';
import { plainForward } from './plain-forward';

/** A trained model that names pictures, one at a time. */
export interface Classifier {
  /** Probabilities [10] in the order of the classes for one prepared picture [784]. Throws RangeError on another length. */
  classify(pixels: Uint8Array): Float32Array;
}

/**
 * A plan's forward pass in plain TypeScript, with these weights (named and shaped as `weightSpecs` says; others are
 * ignored). Throws WardrobeError('corrupt') when a weight is absent or of another shape, 'unsupported' as `checkPlan`.
 */
export function createClassifier(plan: TrainingPlan, tensors: readonly NamedTensor[]): Classifier {
  checkPlan(plan);
  const weights = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  for (const { name, shape } of weightSpecs(plan.layers)) {
    const found = weights.get(name);
    if (found?.shape.join() !== shape.join() || found.values.length !== shapeSize(shape))
      throw damagedModel(name);
  }
  const forward = plainForward(
    logitLayers(plan.layers),
    inputShape,
    (name) => weights.get(name)?.values ?? new Float32Array(),
  );
  const input = new Float32Array(imageBytes);
  return {
    classify(pixels) {
      if (pixels.length !== imageBytes)
        throw new RangeError(`${pixels.length} pixels instead of ${imageBytes}.`);
      for (let i = 0; i < imageBytes; i++) input[i] = pixels[i]! / 255;
      const logits = forward(input).slice();
      if (plan.testTimeFlip) {
        mirror(input);
        const mirrored = forward(input);
        logits.forEach((logit, index) => (logits[index] = (logit + mirrored[index]!) / 2));
      }
      softmaxInPlace(logits);
      return logits;
    },
  };
}

/** Turns each row of a picture back to front. */
function mirror(picture: Float32Array): void {
  for (let row = 0; row < imageSide; row++)
    picture.subarray(row * imageSide, (row + 1) * imageSide).reverse();
}

function damagedModel(name: string): WardrobeError {
  return new WardrobeError(
    'corrupt',
    `The model's weights are not whole: “${name}” is missing or has another shape.`,
    'Choose another run, or train it again.',
  );
}
