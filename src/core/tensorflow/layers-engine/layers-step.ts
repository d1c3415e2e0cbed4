import type { Tensor } from '@tensorflow/tfjs';
import { augmentPictures } from '../../augmentation/augment-pictures';
import { type Labels, dimensionsOf, type PictureShape, type TrainingData } from '../../domain/data-set';
import { slotName } from '../../graph/optimizers/optimizer-builder';
import { optimizerBuilder } from '../../graph/optimizers/registry';
import { nameInTraining } from '../../graph/weight-averaging';
import { scheduleFactor } from '../../model/learning-rate-schedule';
import { batchesOf } from '../../model/run-size';
import { weightSpecs } from '../../model/shapes';
import type { TrainingPlan } from '../../model/training-plan';
import { classWeightsOf } from '../session/class-weights-of';
import { diverged } from '../session/session-errors';
import type { Tfjs } from './layers-backend';
import { forwardToLogits, type ForwardContext } from './layers-forward';
import { meanLoss, type BatchLoss } from './layers-loss';
import { clipByNorm, updateWeight } from './layers-optimizer';
import type { LayersState } from './layers-state';

export interface Batch {
  /** [batch × bytes of a picture], values 0–1; augmented in place. */
  pictures: Float32Array;
  labels: Labels;
  /** Steps taken before this one in the whole run. */
  step: number;
}

/** One plan's training steps, as `core/graph/training-step` describes them, operation by operation. */
export class LayersStep {
  readonly #tf: Tfjs;
  readonly #plan: TrainingPlan;
  readonly #shape: PictureShape;
  readonly #classWeights: Float32Array | null;
  readonly #totalSteps: number;
  readonly #state: LayersState;
  readonly #weights: readonly string[];
  readonly #trainable: readonly string[];

  constructor(tf: Tfjs, plan: TrainingPlan, data: TrainingData, state: LayersState) {
    const { shape } = data.dataSet;
    this.#tf = tf;
    this.#plan = plan;
    this.#shape = shape;
    this.#classWeights = classWeightsOf(plan, data);
    this.#totalSteps = plan.epochs * batchesOf(data.trainIndices.length, plan.batchSize);
    this.#state = state;
    const specs = weightSpecs(plan.layers, dimensionsOf(shape));
    this.#weights = specs.map(({ name }) => name);
    this.#trainable = specs.filter(({ trainable }) => trainable).map(({ name }) => name);
  }

  /**
   * Augments, goes forward and backward, clips, updates and averages. Throws WardrobeError('diverged') when the loss is not
   * finite; what of the state has changed by then is not undone here.
   */
  take(batch: Batch): Omit<BatchLoss, 'gradient'> {
    augmentPictures(this.#plan, batch.pictures, this.#shape, batch.step);
    return this.#tf.tidy(() => {
      const { loss, gradients } = this.#lossAndGradients(batch);
      if (!Number.isFinite(loss.lossSum)) throw diverged(batch.step + 1, 'The loss is not a finite number');
      this.#update(gradients, batch.step);
      this.#average(batch.step + 1);
      return loss;
    });
  }

  /** Gradients of the mean loss, in the order of the trained weights; moving statistics are assigned. */
  #lossAndGradients({ pictures, labels, step }: Batch): {
    loss: Omit<BatchLoss, 'gradient'>;
    gradients: Tensor[];
  } {
    const [tf, state, plan] = [this.#tf, this.#state, this.#plan];
    const { height, width, channels } = this.#shape;
    const input = tf.tensor4d(pictures, [labels.length, height, width, channels]);
    const trained = this.#trainable.map((name) => state.get(this.#inTraining(name)));
    let loss = { lossSum: Number.NaN, correct: 0 };
    const gradients = this.#derive(trained, (weights) => {
      const byName = new Map(this.#trainable.map((name, index) => [name, weights[index]!]));
      const context: ForwardContext = {
        tf,
        weight: (name) => byName.get(name) ?? state.get(this.#inTraining(name)),
        training: {
          seed: plan.seed,
          step,
          assign: (name, value) => state.replace(this.#inTraining(name), value),
        },
      };
      const logits = forwardToLogits(context, plan.layers, input);
      const settings = { smoothing: plan.labelSmoothing, weights: this.#classWeights };
      return meanLoss(tf, logits, labels, settings, (found) => (loss = found));
    });
    return { loss, gradients };
  }

  /** Gradients of `loss`, a scalar of `weights`, for each of these. */
  #derive(weights: Tensor[], loss: (weights: Tensor[]) => Tensor): Tensor[] {
    const tf = this.#tf;
    let tape: readonly { saved?: Tensor[] }[] = [];
    try {
      const withGradients = tf.valueAndGrads((...given: Tensor[]) => {
        tape = tf.engine().state.activeTape;
        return loss(given);
      });
      return withGradients(weights).grads;
    } catch (error) {
      // What tfjs saves for the way back it lets go only at its end.
      for (const { saved } of tape) if (saved) tf.dispose(saved);
      throw error;
    }
  }

  #update(gradients: readonly Tensor[], step: number): void {
    const [tf, state] = [this.#tf, this.#state];
    const { optimizer, clipNorm, learningRate, schedule } = this.#plan;
    const clipped = clipNorm === null ? gradients : clipByNorm(tf, gradients, clipNorm);
    const pace = {
      rate: learningRate * scheduleFactor(schedule, step, this.#totalSteps),
      time: step + 1,
    };
    for (const [index, weight] of this.#trainable.entries()) {
      const name = this.#inTraining(weight);
      const slots = optimizerBuilder(optimizer)
        .slots(optimizer)
        .map((slot) => slotName(name, slot));
      const names = [name, ...slots];
      const [before, ...slotsBefore] = names.map((one) => state.get(one)) as [Tensor, ...Tensor[]];
      const after = updateWeight(tf, optimizer, pace, before, clipped[index]!, slotsBefore);
      for (const [place, tensor] of after.entries()) state.replace(names[place]!, tensor);
    }
  }

  /** As `core/graph/weight-averaging` says. */
  #average(time: number): void {
    const [tf, state] = [this.#tf, this.#state];
    const { weightAveraging: decay } = this.#plan;
    if (decay === null) return;
    const pace = Math.min(decay, (1 + time) / (10 + time));
    for (const name of this.#weights) {
      const moved = tf.mul(state.get(this.#inTraining(name)), 1 - pace);
      state.replace(name, tf.add(tf.mul(state.get(name), pace), moved));
    }
  }

  #inTraining(weight: string): string {
    return nameInTraining(this.#plan, weight);
  }
}
