import type { StepSums } from '../domain/engine';
import { WardrobeError } from '../domain/errors';

/** Throws WardrobeError('diverged') when the loss is no finite number any more; `step` counts over the whole run. */
export function guardAgainstDivergence({ lossSum }: StepSums, step: number, part: string): void {
  if (Number.isFinite(lossSum)) return;
  throw new WardrobeError(
    'diverged',
    `The ${part} loss is not a finite number after step ${step}.`,
    'Try a smaller learning rate.',
  );
}
