import type { DataSet } from '#core/domain/data-set';
import { WardrobeError } from '#core/domain/errors';

/** A plan that was made for the set `wanted` is not used for another one by accident. Throws WardrobeError('not-ready'). */
export function refuseOtherSet(wanted: string | undefined, { id, name }: DataSet): void {
  if (wanted === undefined || wanted === id) return;
  throw new WardrobeError(
    'not-ready',
    `This plan is for another data set than ${name}, which is chosen now.`,
    'Choose its set in the Data step, then try again.',
  );
}
