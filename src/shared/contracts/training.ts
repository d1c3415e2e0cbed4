import { z } from 'zod';
import { defineContract, type PayloadOf } from '../define-contract';
import { bounds } from '#core/model/training-plan';
import {
  curvePoint,
  engineDescription,
  errorInfo,
  nothing,
  plan,
  runId,
  runName,
  checkpointSummary,
  stoppedEarly,
} from './schemas';

export const engineChoice = z.object({
  engine: z.enum(['auto', 'graph', 'layers']).default('auto'),
  device: z.enum(['auto', 'cpu', 'gpu']).default('auto'),
  way: z.enum(['scheduled', 'compiled']).optional(),
  bits: z.enum(['fast', 'exact']).optional(),
});

export const pace = z.object({
  engine: engineDescription,
  startSeconds: z.number(),
  secondsPerStep: z.number(),
  secondsPerJudged: z.number(),
});

const metrics = z.object({ loss: z.number(), accuracy: z.number() });

export const trainingProgress = z.object({
  /** From 1. */
  epoch: z.number(),
  epochs: z.number(),
  /** Steps done in this epoch. */
  step: z.number(),
  stepsPerEpoch: z.number(),
  examplesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  train: metrics.nullable(),
  validation: metrics.nullable(),
});
export type TrainingProgress = z.infer<typeof trainingProgress>;

export const trainingPhase = z.enum([
  'starting',
  /** As compiling, on a card that the driver compiles its kernels for first: minutes, once. */
  'preparing',
  'compiling',
  'training',
  'paused',
  'stopping',
  'evaluating',
]);

export const trainingState = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('idle'),
    /**
     * A run that ended without leaving anything new: stopped before its first step, or discarded on purpose. `as-before`: the
     * run had ended once before it went on, and is as it was then. `unchanged`: it was stopped before it had gone on.
     */
    ended: z
      .object({
        runId,
        runName: z.string(),
        plan,
        how: z.enum(['before-first-step', 'discarded', 'as-before', 'unchanged']),
      })
      .nullable(),
  }),
  z.object({
    status: z.literal('running'),
    runId,
    runName: z.string(),
    plan,
    phase: trainingPhase,
    /** Null until the trainer has chosen. */
    engine: engineDescription.nullable(),
    progress: trainingProgress.nullable(),
    /** What goes wrong without ending the run, as a full disk; null again once it is over. */
    warning: errorInfo.nullable(),
    /** Where a stored run went on from; null for a new run, and until the trainer has read it. */
    resumedFrom: checkpointSummary.nullable(),
    /** Discarding does not remove the run: it had ended once before, and goes back to how it was then. */
    discardGoesBack: z.boolean(),
  }),
  z.object({
    status: z.literal('finished'),
    runId,
    runName: z.string(),
    plan,
    outcome: z.enum(['completed', 'stopped']),
    engine: engineDescription,
    progress: trainingProgress.nullable(),
    testAccuracy: z.number(),
    seconds: z.number(),
    warning: errorInfo.nullable(),
    /** Early stopping ended it. */
    stoppedEarly: stoppedEarly.nullable(),
  }),
  z.object({
    status: z.literal('failed'),
    runId,
    runName: z.string(),
    plan,
    error: errorInfo,
    /** Where `resumeRun` would go on; null when it can't. */
    resumable: checkpointSummary.nullable(),
  }),
]);

export const trainingContract = defineContract({
  domain: 'training',
  commands: {
    /** The state and every curve point of the current or last run, to draw after a reload. */
    state: { input: nothing, output: z.object({ state: trainingState, curves: z.array(curvePoint) }) },
    start: {
      input: z.object({
        plan,
        /** Id of the set that the plan is for: fails with 'not-ready' where another one is worked with. Absent: whichever is. */
        dataSet: z.string().optional(),
        choice: engineChoice.optional(),
        name: runName.optional(),
      }),
      output: z.object({ runId }),
    },
    /** Goes on with a run that was interrupted, stopped or ended by a crash, exactly where its last checkpoint stands. */
    resumeRun: { input: z.object({ id: runId }), output: z.object({ runId }) },
    /**
     * Goes on with a run whose epochs are done (or not) up to a new total, `epochs`, more than it has trained. A learning
     * rate schedule is stretched over all epochs: it goes on as it would stand here in a run of that length.
     */
    extend: {
      input: z.object({ id: runId, epochs: z.number().int().min(bounds.epochs.min).max(bounds.epochs.max) }),
      output: z.object({ runId }),
    },
    /** While it compiles, it pauses before the first step; an evaluation is not paused. */
    pause: { input: nothing, output: nothing },
    /** Ends a pause. */
    resume: { input: nothing, output: nothing },
    /** Ends the run after the current chunk. `keep`: store and evaluate it as it stands; else it is removed. */
    stop: { input: z.object({ keep: z.boolean() }), output: nothing },
    /**
     * How fast `choice` trains `plan` here, measured by a probe of about two seconds or remembered from one; `again` measures
     * once more. Fails with 'busy' while a model is trained, 'cancelled' when a training begins meanwhile.
     */
    probe: {
      input: z.object({
        plan,
        /** As in `start`. */
        dataSet: z.string().optional(),
        choice: engineChoice,
        again: z.boolean().optional(),
      }),
      output: pace,
    },
    /** What would train here, found by the trainer; null until it has looked. */
    engine: { input: nothing, output: engineDescription.nullable() },
  },
  events: {
    changed: trainingState,
    /**
     * Several times a second at most, with the points since the last event. `replaceAll`: they replace all points sent
     * before, as when a run is resumed.
     */
    points: z.object({ runId, points: z.array(curvePoint), replaceAll: z.boolean() }),
    engine: engineDescription,
  },
});

export type TrainingState = PayloadOf<typeof trainingContract, 'changed'>;
