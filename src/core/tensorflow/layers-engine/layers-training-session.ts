import type { Tensor } from '@tensorflow/tfjs';
import { pictureBytes, type TrainingData } from '../../domain/data-set';
import type { EngineDescription, EngineState, StepSums, TrainingSession } from '../../domain/engine';
import { batchesOf } from '../../model/run-size';
import type { TrainingPlan } from '../../model/training-plan';
import { checkedBatches } from '../session/check-training-data';
import { ChunkLength } from '../session/chunk-length';
import {
  batchTooLarge,
  engineFailure,
  judgingTooLarge,
  modelTooLarge,
  type Shortage,
} from '../session/engine-failure';
import { countPictures } from '../session/count-pictures';
import { judgedAtOnce } from '../session/judged-at-once';
import { diverged } from '../session/session-errors';
import type { LayersBackend, Tfjs } from './layers-backend';
import { forwardToLogits } from './layers-forward';
import { softmaxCrossEntropy } from './layers-loss';
import { asGreyValues, gatherLabels, gatherPictures } from './layers-pictures';
import { LayersState } from './layers-state';
import { LayersStep } from './layers-step';

const mostJudged = 250;

/** A plan run operation by operation. Calls block until they are done; tensors never outlive a call but for the state. */
export class LayersTrainingSession implements TrainingSession {
  readonly engine: EngineDescription;
  readonly compileSeconds = 0;
  readonly #backend: LayersBackend;
  readonly #plan: TrainingPlan;
  readonly #data: TrainingData;
  readonly #state: LayersState;
  readonly #stepper: LayersStep;
  readonly #judgedAtOnce: number;
  readonly #chunk = new ChunkLength();
  #step = 0;

  constructor(backend: LayersBackend, plan: TrainingPlan, data: TrainingData) {
    this.engine = backend.description;
    this.#backend = backend;
    this.#plan = plan;
    this.#data = data;
    const tf = this.#use();
    this.#judgedAtOnce = judgedAtOnce(plan, data.dataSet.shape, mostJudged);
    this.#state = this.#guarded(modelTooLarge, () => new LayersState(tf, plan, data.dataSet));
    const totalSteps = plan.epochs * batchesOf(data.trainIndices.length, plan.batchSize);
    this.#stepper = new LayersStep(tf, plan, data.dataSet, totalSteps, this.#state);
  }

  get chunkSteps(): number {
    return this.#chunk.steps;
  }

  /** As the interface says; when it throws, the state is that of before the call. */
  runSteps(order: Int32Array, first: number, count: number): StepSums {
    const { batchSize } = this.#plan;
    const part = checkedBatches(order, {
      first,
      count,
      batchSize,
      pictures: this.#data.train.labels.length,
    });
    this.#use();
    const started = performance.now();
    const sums = this.#guarded(batchTooLarge(batchSize), () =>
      this.#state.transaction(() => this.#takeSteps(part)),
    );
    this.#step += count;
    this.#chunk.learn(count, (performance.now() - started) / 1000);
    return sums;
  }

  *validate(): Generator<StepSums> {
    const { train, validationIndices } = this.#data;
    for (let start = 0; start < validationIndices.length; start += this.#judgedAtOnce) {
      const indices = validationIndices.subarray(start, start + this.#judgedAtOnce);
      const logits = this.#judge(gatherPictures(train.pixels, indices, this.#pictureBytes), 'logits');
      const labels = gatherLabels(train.labels, indices);
      yield { examples: indices.length, ...softmaxCrossEntropy(logits, labels, this.#plan.labelSmoothing) };
    }
  }

  predict(pixels: Uint8Array): Float32Array {
    const { classes, shape } = this.#data.dataSet;
    const bytes = this.#pictureBytes;
    const probabilities = new Float32Array(countPictures(pixels, shape) * classes.length);
    const bytesAtOnce = this.#judgedAtOnce * bytes;
    for (let start = 0; start < pixels.length; start += bytesAtOnce) {
      const pictures = asGreyValues(pixels.subarray(start, start + bytesAtOnce));
      probabilities.set(this.#judge(pictures, 'probabilities'), (start / bytes) * classes.length);
    }
    return probabilities;
  }

  getState(): EngineState {
    this.#use();
    return { step: this.#step, ...this.#state.read() };
  }

  /** Throws WardrobeError('bad-input') when the state does not belong to the plan; nothing is changed then. */
  setState(state: EngineState): null {
    this.#use();
    this.#guarded(modelTooLarge, () => this.#state.write(state));
    this.#step = state.step;
    return null;
  }

  dispose(): void {
    this.#use();
    this.#state.dispose();
  }

  get #pictureBytes(): number {
    return pictureBytes(this.#data.dataSet.shape);
  }

  #takeSteps(order: Int32Array): StepSums {
    const { pixels, labels } = this.#data.train;
    const { batchSize } = this.#plan;
    const sums: StepSums = { examples: order.length, lossSum: 0, correct: 0 };
    let step = this.#step;
    for (let start = 0; start < order.length; start += batchSize, step++) {
      const indices = order.subarray(start, start + batchSize);
      const { lossSum, correct } = this.#stepper.take({
        pictures: gatherPictures(pixels, indices, this.#pictureBytes),
        labels: gatherLabels(labels, indices),
        step,
      });
      sums.lossSum += lossSum;
      sums.correct += correct;
    }
    if (!this.#state.isFinite) throw diverged(step, 'The weights are not finite numbers');
    return sums;
  }

  /** [count × classes] for pictures [count × bytes of a picture] with values 0–1, by the weights that would be kept. */
  #judge(pictures: Float32Array, output: 'logits' | 'probabilities'): Float32Array {
    const tf = this.#use();
    const { height, width, channels } = this.#data.dataSet.shape;
    const count = pictures.length / this.#pictureBytes;
    return this.#guarded(judgingTooLarge(count), () =>
      tf.tidy(() => {
        const input = tf.tensor4d(pictures, [count, height, width, channels]);
        const context = { tf, weight: (name: string): Tensor => this.#state.get(name), training: null };
        const logitsOf = (x: Tensor): Tensor => forwardToLogits(context, this.#plan.layers, x);
        const logits = this.#plan.testTimeFlip
          ? tf.mul(tf.add(logitsOf(input), logitsOf(tf.reverse(input, 2))), 0.5)
          : logitsOf(input);
        return (output === 'logits' ? logits : tf.softmax(logits)).dataSync() as Float32Array;
      }),
    );
  }

  #guarded<Result>(shortage: Shortage, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw engineFailure(error, this.engine.library, shortage);
    }
  }

  /** tfjs holds one backend for the whole process; another session may have changed it. */
  #use(): Tfjs {
    const { tf, name } = this.#backend;
    // Takes effect before it returns: the backend has been started already.
    if (tf.getBackend() !== name) void tf.setBackend(name);
    return tf;
  }
}
