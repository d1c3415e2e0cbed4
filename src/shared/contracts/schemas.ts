import { z } from 'zod';
import type { Labels } from '#core/domain/data-set';
import { errorKinds } from '#core/domain/errors';
import { hasControlCharacters, longestRunName, runIdPattern } from '#core/domain/run-name';
import { trainingPlanSchema } from '#core/model/training-plan';

/** Schemas that several contracts use. */
export const nothing = z.undefined();
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'not bytes');
export const labels = z.custom<Labels>((value) => value instanceof Uint16Array, 'not labels');
export const runId = z.string().regex(runIdPattern, 'not a run id');
export const runName = z
  .string()
  .max(longestRunName, `it has at most ${longestRunName} characters`)
  .refine((name) => !hasControlCharacters(name), 'it is one line of text without control characters');
export const classIndex = z.number().int().min(0);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const fraction = z.number().min(0).max(1);
export const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) };
export { trainingPlanSchema as plan };

export const errorInfo = z.object({
  kind: z.enum(errorKinds),
  message: z.string(),
  hint: z.string().optional(),
});

export const engineDescription = z.object({
  id: z.enum(['tensorflow-gpu', 'tensorflow-cpu', 'layers']),
  library: z.string(),
  device: z.string(),
  detail: z.string(),
  way: z.enum(['scheduled', 'compiled']).optional(),
  bits: z.enum(['fast', 'exact']).optional(),
  newCard: z.boolean().optional(),
});

/**
 * The checkpoint that a stored run can resume from. `step` counts from the run's start; `epoch` is fractional, as on the
 * curves: 2.5 is halfway through the third. `epochs` is the plan's total.
 */
export const checkpointSummary = z.object({ step: z.number(), epoch: z.number(), epochs: z.number() });
export type CheckpointSummary = z.infer<typeof checkpointSummary>;

/** The epoch (from 1) after which a run ended early, and the one whose weights it kept. */
export const stoppedEarly = z.object({ epoch: z.number(), bestEpoch: z.number() });

export const curvePoint = z.object({
  kind: z.enum(['train', 'validation']),
  position: z.number(),
  loss: z.number(),
  accuracy: z.number(),
});

export const evaluation = z.object({
  examples: z.number(),
  correct: z.number(),
  accuracy: z.number(),
  balancedAccuracy: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  loss: z.number(),
  confusion: z.array(z.array(z.number())),
  perClass: z.array(
    z.object({ precision: z.number(), recall: z.number(), f1: z.number(), support: z.number() }),
  ),
});
