import { WardrobeError } from '../../domain/errors';

const outOfMemory =
  /\bOOM\b|resource.?exhausted|out of memory|failed to allocate|bad_alloc|allocation failed|invalid (typed )?array length/i;

/** What to say when memory ran out for something. */
export interface Shortage {
  message: string;
  hint: string;
}

const smallerModel = 'Close other programs, or take a smaller model.';

/** For the model and its data as such. */
export const modelTooLarge: Shortage = {
  message: 'There is not enough memory for this model and the pictures.',
  hint: smallerModel,
};

/** For judging `count` pictures at once, whatever the batch size. */
export const judgingTooLarge = (count: number): Shortage => ({
  message: `There is not enough memory to judge ${count} pictures at once.`,
  hint: smallerModel,
});

/** For a step of training; the hint is the batch size to try next. */
export function batchTooLarge(batchSize: number): Shortage {
  const smaller = Math.max(1, 2 ** Math.floor(Math.log2(Math.max(1, batchSize / 2))));
  return {
    message: `There is not enough memory for batches of ${batchSize} pictures.`,
    hint: batchSize > 1 ? `Try a batch size of ${smaller}.` : 'Take a smaller model.',
  };
}

/** An error of the library that an engine computes with, in words for people; `shortage` is for when memory ran out. */
export function engineFailure(error: unknown, library: string, shortage: Shortage): WardrobeError {
  if (error instanceof WardrobeError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (outOfMemory.test(text))
    return new WardrobeError('out-of-memory', shortage.message, shortage.hint, { cause: error });
  return new WardrobeError(
    'internal',
    `${library} stopped with an error: ${text.split('\n')[0]}`,
    'Start the run again. If it happens again, train with the other engine.',
    { cause: error },
  );
}
