import type { Tensor } from '@tensorflow/tfjs';
import { classNames, imageBytes, imageSide } from '../dataset/fashion-mnist';
import { WardrobeError } from '../errors';
import { mostLikely } from '../evaluation/most-likely';
import { initialWeights } from '../model/initial-weights';
import { scheduleFactor } from '../model/learning-rate-schedule';
import type { TrainingPlan } from '../model/training-plan';
import type {
  EngineDescription,
  EngineState,
  NamedTensor,
  StepSums,
  TrainingData,
  TrainingSession,
} from '../training/engine';
import { checkIndices } from './check-training-data';
import type { LayersBackend, Tfjs } from './layers-backend';
import { forwardToLogits, type ForwardContext } from './layers-forward';
import { clipByNorm, slotsOf, updateWeight } from './layers-optimizer';
import { diverged, wrongWeights } from './session-errors';

/** A call should take about this long, so that a stop is never more than 100 ms away. */
const chunkSeconds = 0.07;
const judgedAtOnce = 250;
const classes = classNames.length;

/** A plan run operation by operation. Calls block until they are done; tensors never outlive a step but for the state. */
export class LayersTrainingSession implements TrainingSession {
  readonly engine: EngineDescription;
  readonly compileSeconds = 0;
  readonly #backend: LayersBackend;
  readonly #plan: TrainingPlan;
  readonly #data: TrainingData;
  readonly #totalSteps: number;
  #step = 0;
  #secondsPerStep = chunkSeconds;
  #weights = new Map<string, Tensor>();
  /** By `<weight>.<slot>`. */
  #slots = new Map<string, Tensor>();

  constructor(backend: LayersBackend, plan: TrainingPlan, data: TrainingData) {
    this.engine = backend.description;
    this.#backend = backend;
    this.#plan = plan;
    this.#data = data;
    this.#totalSteps = plan.epochs * Math.ceil(data.trainIndices.length / plan.batchSize);
    const tf = this.#use();
    for (const { name, shape, values } of initialWeights(plan)) {
      this.#weights.set(name, tf.tensor(values, shape));
      for (const slot of slotsOf(plan.optimizer)) this.#slots.set(`${name}.${slot}`, tf.zeros(shape));
    }
  }

  get chunkSteps(): number {
    return Math.max(1, Math.min(1000, Math.floor(chunkSeconds / this.#secondsPerStep)));
  }

  runSteps(order: Int32Array, first: number, count: number): StepSums {
    const { batchSize } = this.#plan;
    const part = order.subarray(first * batchSize, (first + count) * batchSize);
    const steps = Math.ceil(part.length / batchSize);
    if (count < 1 || first < 0 || steps !== count)
      throw new WardrobeError('bad-input', `The epoch has no ${count} steps from step ${first + 1} on.`);
    checkIndices(part, this.#data.train.labels.length);
    const started = performance.now();
    const sums: StepSums = { examples: 0, lossSum: 0, correct: 0 };
    for (let start = 0; start < part.length; start += batchSize) {
      const { examples, lossSum, correct } = this.#takeStep(part.subarray(start, start + batchSize));
      sums.examples += examples;
      sums.lossSum += lossSum;
      sums.correct += correct;
    }
    this.#secondsPerStep = (performance.now() - started) / 1000 / steps;
    return sums;
  }

  validate(): StepSums {
    const { train, validationIndices } = this.#data;
    const sums: StepSums = { examples: validationIndices.length, lossSum: 0, correct: 0 };
    for (let start = 0; start < validationIndices.length; start += judgedAtOnce) {
      const indices = validationIndices.subarray(start, start + judgedAtOnce);
      const labels = Int32Array.from(indices, (index) => train.labels[index]!);
      const targets = smoothTargets(labels, this.#plan.labelSmoothing);
      const logarithms = this.#judge(gather(train.pixels, indices), 'logSoftmax');
      sums.lossSum -= logarithms.reduce((sum, value, at) => sum + value * targets[at]!, 0);
      sums.correct += countCorrect(logarithms, labels);
    }
    return sums;
  }

  predict(pixels: Uint8Array): Float32Array {
    if (pixels.length % imageBytes !== 0)
      throw new WardrobeError('bad-input', `${pixels.length} bytes are no whole number of 28×28 pictures.`);
    const probabilities = new Float32Array((pixels.length / imageBytes) * classes);
    const bytesAtOnce = judgedAtOnce * imageBytes;
    for (let start = 0; start < pixels.length; start += bytesAtOnce) {
      const values = Float32Array.from(pixels.subarray(start, start + bytesAtOnce), (value) => value / 255);
      probabilities.set(this.#judge(values, 'softmax'), (start / imageBytes) * classes);
    }
    return probabilities;
  }

  getState(): EngineState {
    this.#use();
    const read = (tensors: ReadonlyMap<string, Tensor>): NamedTensor[] =>
      [...tensors].map(([name, tensor]) => ({
        name,
        shape: tensor.shape.slice(),
        values: Float32Array.from(tensor.dataSync()),
      }));
    return { step: this.#step, weights: read(this.#weights), slots: read(this.#slots) };
  }

  /** Throws WardrobeError('bad-input') when the state does not belong to the plan; nothing is changed then. */
  setState({ step, weights, slots }: EngineState): void {
    const tf = this.#use();
    if (!Number.isInteger(step) || step < 0)
      throw new WardrobeError('bad-input', `${step} is no number of steps.`);
    checkSame(this.#weights, weights);
    checkSame(this.#slots, slots);
    for (const [tensors, given] of [
      [this.#weights, weights],
      [this.#slots, slots],
    ] as const)
      for (const { name, shape, values } of given) {
        tensors.get(name)!.dispose();
        tensors.set(name, tf.tensor(values.slice(), shape));
      }
    this.#step = step;
  }

  dispose(): void {
    this.#use();
    for (const tensor of [...this.#weights.values(), ...this.#slots.values()]) tensor.dispose();
    this.#weights.clear();
    this.#slots.clear();
  }

  #takeStep(indices: Int32Array): StepSums {
    const tf = this.#use();
    const { optimizer, clipNorm, learningRate, schedule, seed } = this.#plan;
    const names = [...this.#weights.keys()];
    const slotNames = slotsOf(optimizer);
    const labels = Int32Array.from(indices, (index) => this.#data.train.labels[index]!);
    const { sums, gradients } = this.#lossAndGradients(gather(this.#data.train.pixels, indices), labels, {
      seed,
      step: this.#step,
    });
    if (!Number.isFinite(sums.lossSum)) {
      tf.dispose(gradients);
      throw diverged(this.#step + 1, 'The loss is not a finite number');
    }
    const rate = learningRate * scheduleFactor(schedule, this.#step, this.#totalSteps);
    const updated = tf.tidy(() => {
      const clipped = clipNorm === null ? gradients : clipByNorm(tf, gradients, clipNorm);
      return names.map((name, index) => {
        const slots = slotNames.map((slot) => this.#slots.get(`${name}.${slot}`)!);
        const pace = { rate, time: this.#step + 1 };
        const { weight, slots: after } = updateWeight(
          tf,
          optimizer,
          pace,
          this.#weights.get(name)!,
          clipped[index]!,
          slots,
        );
        return [weight, ...after];
      });
    });
    tf.dispose(gradients);
    for (const [index, name] of names.entries()) {
      const [weight, ...slots] = updated[index]!;
      replace(this.#weights, name, weight!);
      for (const [place, slot] of slotNames.entries()) replace(this.#slots, `${name}.${slot}`, slots[place]!);
    }
    this.#step += 1;
    return sums;
  }

  /** Gradients of the mean loss, in the order of the weights; the caller disposes of them. */
  #lossAndGradients(
    pixels: Float32Array,
    labels: Int32Array,
    training: ForwardContext['training'],
  ): { sums: StepSums; gradients: Tensor[] } {
    const tf = this.#use();
    const names = [...this.#weights.keys()];
    let correct = 0;
    const [loss, gradients] = tf.tidy(() => {
      const pictures = tf.tensor4d(pixels, [labels.length, imageSide, imageSide, 1]);
      const targets = tf.tensor2d(smoothTargets(labels, this.#plan.labelSmoothing), [labels.length, classes]);
      const { value, grads } = tf.valueAndGrads((...weights: Tensor[]) => {
        const byName = new Map(names.map((name, index) => [name, weights[index]!]));
        const logits = forwardToLogits({ tf, weights: byName, training }, this.#plan.layers, pictures);
        correct = countCorrect(logits.dataSync() as Float32Array, labels);
        const total = tf.sum(tf.mul(tf.logSoftmax(logits), targets));
        return tf.div(total, -labels.length);
      })([...this.#weights.values()]);
      return [value.dataSync()[0]!, grads];
    });
    return { sums: { examples: labels.length, lossSum: loss * labels.length, correct }, gradients };
  }

  /** [count × 10] for pictures [count × 784] with values 0–1. */
  #judge(pixels: Float32Array, output: 'softmax' | 'logSoftmax'): Float32Array {
    const tf = this.#use();
    return tf.tidy(() => {
      const pictures = tf.tensor4d(pixels, [pixels.length / imageBytes, imageSide, imageSide, 1]);
      const context: ForwardContext = { tf, weights: this.#weights, training: null };
      return tf[output](forwardToLogits(context, this.#plan.layers, pictures)).dataSync() as Float32Array;
    });
  }

  /** tfjs holds one backend for the whole process; another session may have changed it. */
  #use(): Tfjs {
    const { tf, name } = this.#backend;
    // Takes effect before it returns: the backend has been started already.
    if (tf.getBackend() !== name) void tf.setBackend(name);
    return tf;
  }
}

function replace(tensors: Map<string, Tensor>, name: string, tensor: Tensor): void {
  tensors.get(name)?.dispose();
  tensors.set(name, tensor);
}

/** Pictures by index, as values 0–1. */
function gather(pixels: Uint8Array, indices: Int32Array): Float32Array {
  const values = new Float32Array(indices.length * imageBytes);
  for (const [row, index] of indices.entries()) {
    const from = index * imageBytes;
    for (let at = 0; at < imageBytes; at++) values[row * imageBytes + at] = pixels[from + at]! / 255;
  }
  return values;
}

/** Rows of 1 − s + s/10 at the label and s/10 elsewhere. */
function smoothTargets(labels: Int32Array, smoothing: number): Float32Array {
  const targets = new Float32Array(labels.length * classes).fill(smoothing / classes);
  for (const [row, label] of labels.entries()) targets[row * classes + label]! += 1 - smoothing;
  return targets;
}

function countCorrect(logits: Float32Array, labels: Int32Array): number {
  return labels.filter(
    (label, row) => mostLikely(logits.subarray(row * classes, (row + 1) * classes)) === label,
  ).length;
}

function checkSame(own: ReadonlyMap<string, Tensor>, given: readonly NamedTensor[]): void {
  const names = new Set(given.map(({ name }) => name));
  const fits = ({ name, shape, values }: NamedTensor): boolean =>
    own.get(name)?.shape.join() === shape.join() && own.get(name)?.size === values.length;
  if (given.length === own.size && names.size === own.size && given.every(fits)) return;
  throw wrongWeights();
}
