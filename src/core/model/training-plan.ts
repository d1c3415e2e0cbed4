import { z } from 'zod';
import { augmentationSchema } from '../augmentation/augmentation';
import { count, epsilonField } from '../layers/parts/fields';
import { layerSchema } from '../layers/registry';

/** Bounds of the settings people change, in one place: the form, the terminal and the schema all read them. */
export const bounds = {
  epochs: { min: 1, max: 500 },
  batchSize: { min: 1, max: 4096 },
  learningRate: { min: 1e-6, max: 10 },
  seed: { min: 0, max: 2 ** 31 - 1 },
  validationFraction: { min: 0.02, max: 0.5 },
  patience: { min: 1, max: 100 },
} as const;

/*
 * Numbers of which not all can be honoured. Older versions took more of them, and stored plans with them: those are read as
 * the nearest that can, which is what training made of them, so that their runs still open.
 */
/** Far from all gradients, and from where float32 ends. */
const [leastNorm, mostNorm] = [1e-6, 1e6];
const clipNorm = z
  .number()
  .overwrite((value) => (value > 0 ? Math.min(Math.max(value, leastNorm), mostNorm) : value))
  .min(leastNorm)
  .max(mostNorm);

export const optimizerSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('adam'),
    beta1: z.number().min(0).max(0.9999).default(0.9),
    beta2: z.number().min(0).max(0.99999).default(0.999),
    epsilon: epsilonField.default(1e-7),
  }),
  z.strictObject({
    type: z.literal('adamw'),
    beta1: z.number().min(0).max(0.9999).default(0.9),
    beta2: z.number().min(0).max(0.99999).default(0.999),
    epsilon: epsilonField.default(1e-7),
    weightDecay: z.number().min(0).max(1).default(0.01),
  }),
  z.strictObject({
    type: z.literal('sgd'),
    momentum: z.number().min(0).max(0.9999).default(0),
    nesterov: z.boolean().default(false),
  }),
]);
export type Optimizer = z.infer<typeof optimizerSchema>;

/** Factor on the learning rate over the whole run; `warmup` and `peak` are parts of all steps (0–1). */
export const scheduleSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('constant') }),
  z.strictObject({ type: z.literal('warmup'), warmup: z.number().min(0).max(1) }),
  z.strictObject({
    type: z.literal('cosine'),
    warmup: z.number().min(0).max(1).default(0),
    final: z.number().min(0).max(1).default(0),
  }),
  z.strictObject({
    type: z.literal('oneCycle'),
    peak: z.number().min(0.01).max(0.99).default(0.23),
    start: z.number().min(0).max(1).default(0.1),
    final: z.number().min(0).max(1).default(0),
  }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

/**
 * Ends a training once the validation loss has not fallen below its best by more than `minImprovement` for `patience`
 * epochs in a row. Whenever a run with it ends by itself, the weights of its best epoch are kept.
 */
export const earlyStoppingSchema = z.strictObject({
  patience: count(bounds.patience.min, bounds.patience.max).describe('epochs'),
  minImprovement: z.number().min(0).default(0),
});
export type EarlyStoppingPlan = z.infer<typeof earlyStoppingSchema>;

/** Everything that decides what a run computes. Any engine that runs the same plan computes the same thing. */
export const trainingPlanSchema = z.strictObject({
  preset: z.string().min(1).max(40),
  layers: z.array(layerSchema).min(1).max(100),
  optimizer: optimizerSchema,
  learningRate: z.number().min(bounds.learningRate.min).max(bounds.learningRate.max),
  schedule: scheduleSchema.default({ type: 'constant' }),
  epochs: count(bounds.epochs.min, bounds.epochs.max),
  batchSize: count(bounds.batchSize.min, bounds.batchSize.max),
  seed: count(bounds.seed.min, bounds.seed.max),
  validationFraction: z.number().min(bounds.validationFraction.min).max(bounds.validationFraction.max),
  labelSmoothing: z.number().min(0).max(0.9).default(0),
  classWeights: z
    .enum(['none', 'balanced'])
    .default('none')
    .describe('whether the training loss of rare classes counts more'),
  clipNorm: clipNorm.nullable().default(null),
  weightAveraging: z.number().min(0.5).max(0.99999).nullable().default(null).describe('decay of the EMA'),
  augmentation: augmentationSchema.nullable().default(null),
  testTimeFlip: z.boolean().default(false).describe('a picture is judged together with its mirror image'),
  earlyStopping: earlyStoppingSchema.nullable().default(null),
});
export type TrainingPlan = z.infer<typeof trainingPlanSchema>;
