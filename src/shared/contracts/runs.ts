import { z } from 'zod';
import { defineContract } from '../define-contract';
import {
  bytes,
  classIndex,
  curvePoint,
  engineDescription,
  evaluation,
  nothing,
  page,
  plan,
  runId,
  standing,
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
  /** Null: it can't go on. A run that is `completed` stands at its end: epochs can be added to it. */
  resumable: standing.nullable(),
  stoppedEarly: stoppedEarly.nullable(),
});
export type RunSummary = z.infer<typeof runSummary>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What is told of one run alone. Null: not known yet, or of before it was kept. */
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
});
export type RunFacts = z.infer<typeof runFacts>;

export const runsContract = defineContract({
  domain: 'runs',
  commands: {
    /** Newest first. `unreadable` holds folders that could not be read, each with the reason. */
    list: {
      input: nothing,
      output: z.object({
        runs: z.array(runSummary),
        unreadable: z.array(z.object({ folder: z.string(), message: z.string() })),
      }),
    },
    get: {
      input: z.object({ id: runId }),
      output: z.object({
        summary: runSummary,
        facts: runFacts,
        curves: z.array(curvePoint),
        evaluation: evaluation.nullable(),
      }),
    },
    /** The weights to classify with: little-endian float32, in the order of the plan's layers. */
    model: {
      input: z.object({ id: runId }),
      output: z.object({
        plan,
        tensors: z.array(z.object({ name: z.string(), shape: z.array(z.number()) })),
        weights: bytes,
      }),
    },
    /** Test pictures of one cell of the confusion matrix, surest answer first. */
    cell: {
      input: z.object({ id: runId, trueClass: classIndex, predictedClass: classIndex, ...page }),
      output: z.object({
        total: z.number(),
        indices: z.array(z.number()),
        pixels: bytes,
        /** [count][10] */
        probabilities: z.array(z.array(z.number()).length(10)),
      }),
    },
  },
  events: { changed: z.object({ id: runId }) },
});
