import { z } from 'zod';
import { hasControlCharacters, longestRunName } from '#core/model/run-name';
import { defineContract, type PayloadOf } from '../define-contract';
import { curvePoint, engineDescription, errorInfo, nothing, plan, runId } from './schemas';

export const engineChoice = z.object({
  engine: z.enum(['auto', 'graph', 'layers']).default('auto'),
  device: z.enum(['auto', 'cpu', 'gpu']).default('auto'),
});

export const pace = z.object({
  engine: engineDescription,
  startSeconds: z.number(),
  secondsPerStep: z.number(),
  secondsPerJudged: z.number(),
});

const runName = z
  .string()
  .max(longestRunName)
  .refine((name) => !hasControlCharacters(name), 'has control characters');

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
  'compiling',
  'training',
  'paused',
  'stopping',
  'evaluating',
]);

export const trainingState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('idle') }),
  z.object({
    status: z.literal('running'),
    runId,
    runName: z.string(),
    plan,
    phase: trainingPhase,
    /** Null until the trainer has chosen. */
    engine: engineDescription.nullable(),
    progress: trainingProgress.nullable(),
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
  }),
  z.object({ status: z.literal('failed'), runId, runName: z.string(), plan, error: errorInfo }),
]);

export const trainingContract = defineContract({
  domain: 'training',
  commands: {
    /** The state and every curve point of the current or last run, to draw after a reload. */
    state: { input: nothing, output: z.object({ state: trainingState, curves: z.array(curvePoint) }) },
    start: {
      input: z.object({ plan, choice: engineChoice.optional(), name: runName.optional() }),
      output: z.object({ runId }),
    },
    pause: { input: nothing, output: nothing },
    resume: { input: nothing, output: nothing },
    /** Ends the run after the current chunk. `keep`: store and evaluate it as it stands; else it is removed. */
    stop: { input: z.object({ keep: z.boolean() }), output: nothing },
    /**
     * How fast `choice` trains `plan` here, measured by a probe of about two seconds or remembered from one; `again` measures
     * anew. Fails with 'busy' while a model is trained, 'cancelled' when a training begins meanwhile.
     */
    probe: { input: z.object({ plan, choice: engineChoice, again: z.boolean().optional() }), output: pace },
    /** What would train here, found by the trainer; null until it has looked. */
    engine: { input: nothing, output: engineDescription.nullable() },
  },
  events: {
    changed: trainingState,
    /** Several times a second at most, with the points since the last time. */
    points: z.object({ runId, points: z.array(curvePoint) }),
    engine: engineDescription,
  },
});

export type TrainingState = PayloadOf<typeof trainingContract, 'changed'>;
