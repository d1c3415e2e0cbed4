import type { Layer } from '../../src/core/layers/registry';
import { trainingPlanSchema, type TrainingPlan } from '../../src/core/model/training-plan';
import { benchPlan } from './plans';

export interface AgreementCase {
  id: string;
  name: string;
  /** The largest difference of any weight after the steps that counts as agreement. */
  tolerance: number;
  plan: TrainingPlan;
}

const classic = benchPlan('classic', 32, 1);
const convolutional = benchPlan('convolutional', 64, 1);

const changed = (plan: TrainingPlan, changes: Partial<TrainingPlan>): TrainingPlan =>
  trainingPlanSchema.parse({ ...plan, ...changes });

/** What the graph engine and Keras train from the same start on the same batches. */
export const agreementCases: readonly AgreementCase[] = [
  { id: 'classic', name: 'Classic, Adam', tolerance: 1e-4, plan: classic },
  { id: 'convolutional', name: 'Convolutional, Adam', tolerance: 1e-3, plan: convolutional },
  {
    id: 'smooth',
    name: 'Convolutional with tanh and mean pooling, Adam',
    tolerance: 1e-3,
    plan: changed(convolutional, {
      layers: convolutional.layers.map((layer): Layer => {
        if (layer.type === 'conv2d') return { ...layer, activation: 'tanh' };
        if (layer.type === 'maxPool') return { ...layer, type: 'avgPool' };
        return layer.type === 'dense' && layer.activation === 'relu'
          ? { ...layer, activation: 'tanh' }
          : layer;
      }),
    }),
  },
  {
    id: 'sgd',
    name: 'Classic, SGD with Nesterov momentum',
    tolerance: 1e-4,
    plan: changed(classic, {
      optimizer: { type: 'sgd', momentum: 0.9, nesterov: true },
      learningRate: 0.05,
    }),
  },
  {
    id: 'adamw',
    name: 'Classic, AdamW and label smoothing',
    tolerance: 1e-4,
    plan: changed(classic, {
      optimizer: { type: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.01 },
      labelSmoothing: 0.1,
    }),
  },
  {
    id: 'batch-norm',
    // Not Adam: before a batch norm a bias has no gradient but rounding, which Adam would scale up to whole steps.
    name: 'Small convolutional with batch norm, SGD with momentum',
    tolerance: 1e-3,
    plan: changed(convolutional, {
      optimizer: { type: 'sgd', momentum: 0.9, nesterov: false },
      learningRate: 0.05,
      layers: [
        { type: 'conv2d', filters: 8, kernelSize: 3, strides: 2, padding: 'same', activation: 'linear' },
        { type: 'batchNorm', momentum: 0.99, epsilon: 1e-3 },
        { type: 'activation', activation: 'relu' },
        { type: 'maxPool', poolSize: 2 },
        { type: 'flatten' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    }),
  },
];
