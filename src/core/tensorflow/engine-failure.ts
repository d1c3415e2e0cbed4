import { WardrobeError } from '../errors';

const outOfMemory =
  /\bOOM\b|resource.?exhausted|out of memory|failed to allocate|bad_alloc|allocation failed|invalid (typed )?array length/i;

/**
 * An error of the library that an engine computes with, in words for people: when memory ran out, with the batch size to try
 * next.
 */
export function engineFailure(error: unknown, batchSize: number, library: string): WardrobeError {
  if (error instanceof WardrobeError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (outOfMemory.test(text)) {
    const smaller = Math.max(1, 2 ** Math.floor(Math.log2(Math.max(1, batchSize / 2))));
    return new WardrobeError(
      'out-of-memory',
      `There is not enough memory for batches of ${batchSize} pictures.`,
      batchSize > 1 ? `Try a batch size of ${smaller}.` : 'Take a smaller model.',
      { cause: error },
    );
  }
  return new WardrobeError(
    'internal',
    `${library} stopped with an error: ${text.split('\n')[0]}`,
    'Start the run again. If it happens again, train with the other engine.',
    { cause: error },
  );
}
