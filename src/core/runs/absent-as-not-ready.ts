import { WardrobeError } from '../domain/errors';

/** An error for what is not there yet, in words for it; any other error as it is. */
export function absentAsNotReady(error: unknown, message: string, hint: string): unknown {
  const isAbsent = error instanceof WardrobeError && error.kind === 'not-found';
  return isAbsent ? new WardrobeError('not-ready', message, hint, { cause: error }) : error;
}
