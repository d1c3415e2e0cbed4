import { z } from 'zod';
import { preparations, type DataSet } from '../../domain/data-set';
import { trainingPlanSchema } from '../../model/training-plan';

/**
 * What a run's folder holds: docs/run-format.md. These schemas are of files that outlive a version of the program, so
 * they are apart from those of messages.
 */
export const runFormat = 3;

/** Every format that can be read. What is new in a later one is absent from files of an earlier one. */
export const readableFormat = z.number().int().min(1).max(runFormat);

export const fileNames = {
  run: 'run.json',
  label: 'label.json',
  curves: 'curves.jsonl',
  weightsList: 'weights.json',
  weights: 'weights.bin',
  evaluation: 'evaluation.json',
  predictions: 'predictions.bin',
} as const;

const stoppedEarlySchema = z.object({ epoch: z.number().int(), bestEpoch: z.number().int() });

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.number().int().min(0);
const seconds = z.number().min(0);

const endedSchema = z.object({
  status: z.enum(['completed', 'stopped']),
  epochs: z.number().int(),
  seconds: z.number().nullable(),
  step: z.number().int().min(0),
  stoppedEarly: stoppedEarlySchema.nullable(),
});

const testFingerprintSchema = z.object({ testImages: sha256, testLabels: sha256 });

export const dataFingerprintSchema = testFingerprintSchema.extend({
  trainImages: sha256,
  trainLabels: sha256,
  split: z.object({ train: z.number().int(), validation: z.number().int(), sha256 }),
});

const perClass = z.array(z.number().int().min(0));

/** The whole description of a data set, so that a model answers without the set. */
const storedDataSetSchema: z.ZodType<DataSet> = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  classes: z.array(z.string()),
  shape: z.object({ height: z.number().int(), width: z.number().int(), channels: z.number().int() }),
  parts: z.object({ train: perClass, test: perClass }),
  preparation: z.enum(preparations),
  words: z.object({ pictures: z.string(), thing: z.string(), things: z.string(), about: z.string() }),
  references: z.object({
    easilyReached: z.number().nullable(),
    believable: z.number().nullable(),
    landmarks: z.array(z.object({ name: z.string(), percent: z.number(), about: z.string() })),
    scale: z.object({ from: z.number(), to: z.number() }).nullable(),
  }),
  provenance: z.string(),
  licence: z.string().nullable(),
  fingerprint: testFingerprintSchema.extend({ trainImages: sha256, trainLabels: sha256 }),
});

export const versionsSchema = z.object({
  app: z.string(),
  tfjs: z.string(),
  node: z.string(),
  electron: z.string().nullable(),
  os: z.string(),
  arch: z.string(),
});

export const runTimingsSchema = z.object({
  compileSeconds: seconds.nullable(),
  /** Of each epoch that ended: its steps and its validation, pauses left out. */
  epochSeconds: z.array(seconds),
  /** While it trained; the last pace, with those before it weighing ever less. */
  picturesPerSecond: z.number().nullable(),
  evaluationSeconds: seconds.nullable(),
});
export type RunTimings = z.infer<typeof runTimingsSchema>;

const sumsSchema = z.object({ examples: z.number(), lossSum: z.number(), correct: z.number() });

/** The loop's state in a checkpoint, apart from its tensors. */
export const loopStateSchema = z.object({
  epoch: z.number().int().min(1),
  step: z.number().int().min(0),
  epochSums: sumsSchema.nullable(),
  pointSums: sumsSchema.nullable(),
  epochSeconds: z.number(),
  validation: z.object({ loss: z.number(), accuracy: z.number() }).nullable(),
  earlyStopping: z
    .object({ bestLoss: z.number(), bestEpoch: z.number().int(), waited: z.number().int() })
    .nullable(),
});

/** What came after the first runs were stored has a default, so that they still open. */
export const runRecordSchema = z.object({
  format: readableFormat,
  name: z.string(),
  createdAt: z.iso.datetime(),
  status: z.enum(['running', 'completed', 'stopped', 'failed', 'interrupted']),
  plan: trainingPlanSchema,
  parameters: z.number(),
  engine: z
    .object({
      id: z.enum(['tensorflow-gpu', 'tensorflow-cpu', 'layers']),
      library: z.string(),
      device: z.string(),
      detail: z.string(),
      way: z.enum(['scheduled', 'compiled']).optional(),
      bits: z.enum(['fast', 'exact']).optional(),
    })
    .nullable(),
  seconds: z.number().nullable(),
  testAccuracy: z.number().nullable(),
  /** Pictures it was judged on. */
  testExamples: z.number().int().positive().nullable().default(null),
  error: z.object({ kind: z.string(), message: z.string(), hint: z.string().optional() }).nullable(),
  /** Batches an epoch has; null until the run has been prepared. */
  stepsPerEpoch: z.number().int().positive().nullable().default(null),
  /** The epoch after which early stopping ended the run, and the one whose weights it kept. */
  stoppedEarly: stoppedEarlySchema.nullable().default(null),
  /** How a run that goes on had ended before, so that it can go back to that. */
  before: endedSchema.nullable().default(null),
  /** The process that writes the run, or wrote it. */
  writer: z.object({ pid: z.number().int().positive(), started: z.string().nullable() }),
  /** Null in runs of formats 1 and 2: there was only Fashion-MNIST then. `dataSetOf` gives it. */
  dataSet: storedDataSetSchema.nullable().default(null),
  data: dataFingerprintSchema.nullable().default(null),
  versions: versionsSchema.nullable().default(null),
  timings: runTimingsSchema.nullable().default(null),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/** A loss that is NaN or infinite is stored as null: JSON has no word for it. */
export const storedPointSchema = z.object({
  kind: z.enum(['train', 'validation']),
  position: z.number(),
  loss: z.number().nullable(),
  accuracy: z.number().nullable(),
});

export const weightsListSchema = z.object({
  format: readableFormat,
  sha256,
  bytes,
  /** SHA-256 of `model` as JSON without spaces. */
  modelSha256: sha256,
  model: z.object({
    plan: trainingPlanSchema,
    tensors: z.array(z.object({ name: z.string(), shape: z.array(z.number().int().min(0)) })),
  }),
});
export type WeightsList = z.infer<typeof weightsListSchema>;

/** Of any number of classes; each of them has its row, its column and its figures. */
const evaluationSchema = z
  .object({
    examples: z.number(),
    correct: z.number(),
    accuracy: z.number(),
    interval: z.tuple([z.number(), z.number()]),
    loss: z.number(),
    confusion: z.array(z.array(z.number())),
    perClass: z.array(
      z.object({ precision: z.number(), recall: z.number(), f1: z.number(), support: z.number() }),
    ),
  })
  .refine(
    ({ confusion, perClass }) =>
      perClass.length === confusion.length && confusion.every((row) => row.length === confusion.length),
    'its figures are of different numbers of classes',
  );

export const storedEvaluationSchema = z.object({
  format: readableFormat,
  predictions: z.object({ sha256, bytes }),
  /** The test set it was evaluated on; null in runs stored before this field existed: there was only one test set then. */
  test: testFingerprintSchema.nullable().default(null),
  evaluation: evaluationSchema,
});
export type StoredEvaluation = z.infer<typeof storedEvaluationSchema>;
