import { WardrobeError } from '../../domain/errors';
import { errorCode } from '../../files/disk-error';

/** Failures of the way to a server, not of the server: trying again at once would not help. */
const unreachable: Record<string, string> = {
  ENOTFOUND: 'its name is not known here',
  EAI_AGAIN: 'names of hosts could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to it',
  EADDRNOTAVAIL: 'there is no network',
};

const hint = 'Check the network and try again, or use files you have.';

export function isUnreachable(error: unknown): boolean {
  return innerCodes(error).some((code) => code in unreachable);
}

/** A failed connection as WardrobeError('offline') in one line; the caller names the source beside it. */
export function networkError(error: unknown): WardrobeError {
  if (error instanceof WardrobeError) return error;
  const reason = innerCodes(error)
    .map((code) => unreachable[code])
    .find(Boolean);
  const text = reason
    ? `It could not be reached: ${reason}.`
    : `The connection broke off (${errorCode(error) || String(error)}).`;
  return new WardrobeError('offline', text, hint, { cause: error });
}

export function stalledError(milliseconds: number): WardrobeError {
  return new WardrobeError('timeout', `It sent nothing for ${Math.round(milliseconds / 1000)} s.`, hint);
}

/** A host with several addresses fails with all their errors in one. */
function innerCodes(error: unknown): string[] {
  const inner = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return [errorCode(error), ...inner.map(errorCode)].filter(Boolean);
}
