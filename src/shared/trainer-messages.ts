import { z } from 'zod';
import {
  curvePoint,
  engineDescription,
  errorInfo,
  plan,
  runId,
  checkpointSummary,
  stoppedEarly,
} from './contracts/schemas';
import { engineChoice, pace, trainingPhase, trainingProgress } from './contracts/training';

/** A set of the library, which lies in `home`, and one of its versions. */
const data = z.object({ id: z.string(), version: z.string() });

/** main → trainer. Every message about a run carries its id; the trainer drops what is not about its run. */
export const toTrainer = z.discriminatedUnion('type', [
  /** Find the engine that would be used. */
  z.object({ type: z.literal('describe'), choice: engineChoice }),
  /** Find out how fast it would train; no run is made. */
  z.object({ type: z.literal('probe'), plan, choice: engineChoice, home: z.string(), data }),
  z.object({
    type: z.literal('start'),
    runId,
    name: z.string(),
    plan,
    choice: engineChoice,
    home: z.string(),
    data,
    runsFolder: z.string(),
  }),
  /** Go on with a stored run; `epochs` is its new total, or null to leave it. */
  z.object({
    type: z.literal('resumeRun'),
    runId,
    epochs: z.number().int().nullable(),
    home: z.string(),
    runsFolder: z.string(),
  }),
  z.object({ type: z.literal('pause'), runId }),
  z.object({ type: z.literal('resume'), runId }),
  z.object({ type: z.literal('stop'), runId, keep: z.boolean() }),
]);
export type ToTrainer = z.infer<typeof toTrainer>;

/** trainer → main. `finished` and `failed` are each the last word about a run. */
export const fromTrainer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('described'), engine: engineDescription }),
  z.object({ type: z.literal('probed'), pace }),
  z.object({ type: z.literal('probe-failed'), error: errorInfo }),
  z.object({
    type: z.literal('progress'),
    runId,
    phase: trainingPhase,
    engine: engineDescription.nullable(),
    progress: trainingProgress.nullable(),
    points: z.array(curvePoint),
    warning: errorInfo.nullable(),
    /** Told once, by a run that goes on: from where. `points` then holds its curves up to there, and replaces all others. */
    resumedFrom: checkpointSummary.nullable(),
  }),
  z.object({
    type: z.literal('finished'),
    runId,
    outcome: z.enum(['completed', 'stopped', 'discarded', 'as-before']),
    engine: engineDescription,
    testAccuracy: z.number().nullable(),
    seconds: z.number(),
    stoppedEarly: stoppedEarly.nullable(),
  }),
  z.object({ type: z.literal('failed'), runId, error: errorInfo }),
]);
export type FromTrainer = z.infer<typeof fromTrainer>;
