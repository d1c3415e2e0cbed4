import { dimensionsOf, type ModelTask } from '../domain/data-set';
import type { Way } from '../domain/engine';
import { logitLayers } from '../model/logit-layers';
import { weightSpecs } from '../model/shapes';
import type { TrainingPlan } from '../model/training-plan';
import { augment } from './augmentation/augment';
import { clipGradients } from './clip-gradients';
import type { GraphBuilder, Tensor } from './graph-builder';
import type { Device } from './graph-description';
import { learningRate } from './learning-rate';
import { softmaxCrossEntropy, type Loss } from './loss';
import { buildLayers } from './network';
import { cast, div, mul, shifted } from './ops/arithmetic';
import { sizeOf } from './ops/arrays';
import { optimizerBuilder } from './optimizers/registry';
import { asPictures } from './pictures';
import type { StateStore } from './state-store';
import { averageWeights, nameInTraining } from './weight-averaging';

/** What a step is made from. */
export interface StepSettings {
  plan: TrainingPlan;
  dataSet: ModelTask;
  /** Steps of the whole run; schedules depend on it. */
  totalSteps: number;
  device: Device;
  /** Whether it has to give the same bits each time, however its steps are cut into calls. On the CPU it always does. */
  exact: boolean;
  /** See `GraphContext`. */
  exchangesKernels: boolean;
  /** As in the loss; null where the plan weighs no classes. */
  classWeights: Float32Array | null;
}

export interface StepInputs {
  /** uint8 [batch, bytes of a picture] */
  pixels: Tensor;
  /** int32 or int64 [batch] */
  labels: Tensor;
  /** Steps taken before this one in the whole run, an int32 scalar. */
  step: Tensor;
  way: Way;
}

/**
 * One step of training: augment, forward, loss, backward, clip, update, average. All changes go into `store`; what is
 * returned is the loss before the update.
 */
export function trainingStep(
  g: GraphBuilder,
  settings: StepSettings,
  store: StateStore,
  { pixels, labels, step, way }: StepInputs,
): Pick<Loss, 'lossSum' | 'correct'> {
  const { plan, dataSet, totalSteps } = settings;
  const pictures = augment(g, plan, asPictures(g, pixels, dataSet.shape), step, way);
  const { loss, gradients } = lossAndGradients(g, settings, store, { pictures, labels, step, way });
  const time = shifted(g, cast(g, step, 'float'), 1);
  const context = { g, store, rate: learningRate(g, plan, totalSteps, step), time };
  const update = optimizerBuilder(plan.optimizer).prepare(context, plan.optimizer);
  const clipped = plan.clipNorm === null ? gradients : clipGradients(g, gradients, plan.clipNorm);
  for (const [weight, gradient] of clipped) update(nameInTraining(plan, weight), gradient);
  if (plan.weightAveraging !== null) {
    const weights = weightSpecs(plan.layers, dimensionsOf(dataSet.shape)).map(({ name }) => name);
    averageWeights(g, store, weights, plan.weightAveraging, time);
  }
  return loss;
}

/** How the loss is computed, while training and judging; only training weighs classes. */
export const lossSettings = ({ plan, device, exact }: Pick<StepSettings, 'plan' | 'device' | 'exact'>) => ({
  labelSmoothing: plan.labelSmoothing,
  composed: device === 'gpu' && exact,
});

/** Loss of a batch, and the gradient of its mean for each trained weight; moving statistics are assigned. */
export function lossAndGradients(
  g: GraphBuilder,
  settings: StepSettings,
  store: StateStore,
  { pictures, labels, step, way }: Omit<StepInputs, 'pixels'> & { pictures: Tensor },
): { loss: Loss; gradients: Map<string, Tensor> } {
  const { plan, dataSet, device, exchangesKernels } = settings;
  const specs = weightSpecs(plan.layers, dimensionsOf(dataSet.shape));
  const trained = specs.filter((spec) => spec.trainable);
  const found = new Map<string, Tensor>();
  const network = buildLayers(
    {
      g,
      training: true,
      exchangesKernels,
      poolsByReshape: device === 'gpu' && way === 'compiled',
      seed: plan.seed,
      step,
      weight: (name) => store.read(nameInTraining(plan, name)),
      assign: (name, value) => store.assign(nameInTraining(plan, name), value),
      gradient: (name, gradient) => found.set(name, gradient),
    },
    logitLayers(plan.layers),
    pictures,
  );
  const loss = softmaxCrossEntropy(g, network.output, labels, {
    ...lossSettings(settings),
    classWeights: settings.classWeights,
  });
  const examples = cast(g, sizeOf(g, labels), 'float');
  const gradient = mul(g, loss.gradient, div(g, g.float(1), examples));
  network.backward(gradient, gradient);
  return { loss, gradients: new Map(trained.map(({ name }) => [name, found.get(name)!])) };
}
