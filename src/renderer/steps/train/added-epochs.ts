import { bounds } from '#core/model/training-plan';
import { formatCount } from '../../format/numbers';

export type AddedEpochs = { total: number; error?: undefined } | { total?: undefined; error: string };

/** How many epochs can still be added to a run that has `trained` so many. */
export function mostAdded(trained: number): number {
  return Math.max(0, bounds.epochs.max - trained);
}

/** Reads how many epochs to add to the `trained` ones; the error says what to type instead. */
export function readAddedEpochs(text: string, trained: number): AddedEpochs {
  const most = mostAdded(trained);
  const typed = text.trim();
  const count = Number(typed);
  if (!/^\d+$/.test(typed) || count < 1 || count > most)
    return { error: `Type a whole number from 1 to ${formatCount(most)}.` };
  return { total: trained + count };
}
