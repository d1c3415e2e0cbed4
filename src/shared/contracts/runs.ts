import { z } from 'zod';
import { defineContract } from '../define-contract';
import { dataSet } from './data-set';
import {
  bytes,
  classIndex,
  curvePoint,
  engineDescription,
  evaluation,
  nothing,
  page,
  plan,
  errorInfo,
  labels,
  runId,
  runName,
  sha256,
  checkpointSummary,
  stoppedEarly,
} from './schemas';

export const runSummary = z.object({
  id: runId,
  name: z.string(),
  createdAt: z.string().describe('ISO 8601'),
  status: z.enum(['running', 'completed', 'stopped', 'failed', 'interrupted']),
  plan,
  parameters: z.number(),
  engine: engineDescription.nullable(),
  seconds: z.number().nullable(),
  testAccuracy: z.number().nullable(),
  /** The checkpoint it can resume from, or null. A run that is `completed` can resume from its end: epochs can be added. */
  resumable: checkpointSummary.nullable(),
  stoppedEarly: stoppedEarly.nullable(),
  /** The set that it was trained on. */
  dataSet: z.object({ id: z.string(), name: z.string(), version: z.string() }),
  /** Test pictures it was evaluated on; null before the evaluation. */
  testExamples: z.number().nullable(),
  starred: z.boolean(),
});
export type RunSummary = z.infer<typeof runSummary>;

/** Facts sent only for a single run. Null: not known yet, or the run was stored before this field existed. */
export const runFacts = z.object({
  data: z
    .object({
      trainImages: sha256,
      trainLabels: sha256,
      testImages: sha256,
      testLabels: sha256,
      split: z.object({ train: z.number(), validation: z.number(), sha256 }),
    })
    .nullable(),
  versions: z
    .object({
      app: z.string(),
      tfjs: z.string(),
      node: z.string(),
      electron: z.string().nullable(),
      os: z.string(),
      arch: z.string(),
    })
    .nullable(),
  timings: z
    .object({
      compileSeconds: z.number().nullable(),
      epochSeconds: z.array(z.number()),
      picturesPerSecond: z.number().nullable(),
      evaluationSeconds: z.number().nullable(),
    })
    .nullable(),
  /** Why a failed run failed. */
  error: z.object({ kind: z.string(), message: z.string(), hint: z.string().optional() }).nullable(),
  note: z.string(),
});
export type RunFacts = z.infer<typeof runFacts>;

const unreadableRun = z.object({
  folder: z.string(),
  /** Null when the folder's name is not a valid run id. */
  id: runId.nullable(),
  message: z.string(),
  /** What could be read of a run that a newer version wrote. It can't be opened or changed. */
  newer: z
    .object({
      format: z.number(),
      name: z.string().nullable(),
      createdAt: z.string().nullable(),
      status: z.string().nullable(),
      testAccuracy: z.number().nullable(),
    })
    .nullable(),
});
export type UnreadableRun = z.infer<typeof unreadableRun>;

/** Two runs that were judged on the same test pictures. */
const pair = { first: runId, second: runId };
const difference = z.object({ value: z.number(), interval: z.tuple([z.number(), z.number()]) });

const comparison = z.object({
  examples: z.number(),
  /** How many each of the two gets right, and how many both. */
  correct: z.tuple([z.number(), z.number()]),
  bothCorrect: z.number(),
  /** `fixed`: pictures the first gets wrong and the second right; `broken`: the reverse. */
  mcnemar: z.object({
    fixed: z.number(),
    broken: z.number(),
    method: z.enum(['exact', 'chi-square']),
    statistic: z.number().nullable(),
    pValue: z.number(),
  }),
  /** Accuracy of the second less that of the first, with its 95 % interval. */
  difference,
  /** By true class. */
  fixedPerClass: z.array(z.number()),
  brokenPerClass: z.array(z.number()),
});
export type Comparison = z.infer<typeof comparison>;

const someRuns = z.object({ ids: z.array(runId).min(1).max(10_000) });
/** What could be done, and what could not. */
const outcomes = z.object({
  done: z.array(runId),
  failed: z.array(z.object({ id: runId, error: errorInfo })),
});

export const runsContract = defineContract({
  domain: 'runs',
  commands: {
    /**
     * Newest first. `unreadable` holds folders that could not be read, each with the reason, `removed` the ids of runs that
     * can be put back.
     */
    list: {
      input: nothing,
      output: z.object({
        runs: z.array(runSummary),
        unreadable: z.array(unreadableRun),
        removed: z.array(runId),
      }),
    },
    get: {
      input: z.object({ id: runId }),
      output: z.object({
        summary: runSummary,
        facts: runFacts,
        curves: z.array(curvePoint),
        evaluation: evaluation.nullable(),
        /** What it was trained on. */
        dataSet,
      }),
    },
    /** The weights to classify with: little-endian float32, in the order of the plan's layers. */
    model: {
      input: z.object({ id: runId }),
      output: z.object({
        plan,
        tensors: z.array(z.object({ name: z.string(), shape: z.array(z.number()) })),
        weights: bytes,
        /** What it was trained on. */
        dataSet,
      }),
    },
    /** Test pictures of one cell of the confusion matrix, surest answer first. */
    cell: {
      input: z.object({ id: runId, trueClass: classIndex, predictedClass: classIndex, ...page }),
      output: z.object({
        total: z.number(),
        indices: z.array(z.number()),
        pixels: bytes,
        /** [count][classes] */
        probabilities: z.array(z.array(z.number())),
      }),
    },
    /** Fails with 'unsupported' when the two were judged on different test pictures. */
    compare: { input: z.object(pair), output: comparison },
    /** Test pictures that one of two runs gets right and the other wrong, surest right answer first. */
    changed: {
      input: z.object({ ...pair, change: z.enum(['fixed', 'broken']), ...page }),
      output: z.object({
        total: z.number(),
        indices: z.array(z.number()),
        labels,
        pixels: bytes,
        /** [count][classes], of the first run and of the second. */
        first: z.array(z.array(z.number())),
        second: z.array(z.array(z.number())),
      }),
    },
    /** Changes what people say of a run, also while it is trained. */
    label: {
      input: z.object({
        id: runId,
        name: runName.trim().min(1, 'a run needs a name').optional(),
        starred: z.boolean().optional(),
        note: z.string().max(2000, 'it has at most 2,000 characters').optional(),
      }),
      output: nothing,
    },
    /** Removes runs so that they can be put back until the next start; never one that is being trained. */
    remove: { input: someRuns, output: outcomes },
    putBack: { input: someRuns, output: outcomes },
  },
  events: {
    /** `run` is null when it is not there any more, or can't be read. */
    changed: z.object({ id: runId, run: runSummary.nullable() }),
  },
});
