import type { ErrorInfo } from '#core/domain/errors';
import { toErrorInfo } from '#core/domain/errors';
import type { ImportSource } from '#core/data/import/import-types';

/** About what one answer to the page holds, in bytes. */
export const answerBytes = 8 * 2 ** 20;

const mostAtOnce = 16;

/**
 * Reads pictures one after another until their bytes fill an answer; at least one is read. Several small ones are read at once,
 * going by the size of those before.
 */
export async function readPictures(
  source: Pick<ImportSource, 'read'>,
  indices: readonly number[],
): Promise<(Uint8Array | ErrorInfo)[]> {
  const outcomes: (Uint8Array | ErrorInfo)[] = [];
  let bytes = 0;
  while (outcomes.length < indices.length && (outcomes.length === 0 || bytes < answerBytes)) {
    const size = outcomes.length === 0 ? answerBytes : Math.max(1, bytes / outcomes.length);
    const atOnce = Math.max(1, Math.min(mostAtOnce, Math.floor((answerBytes - bytes) / size)));
    const following = indices.slice(outcomes.length, outcomes.length + atOnce);
    const read = await Promise.all(following.map((index) => source.read(index).catch(toErrorInfo)));
    for (const outcome of read) {
      outcomes.push(outcome);
      if (outcome instanceof Uint8Array) bytes += outcome.length;
    }
  }
  return outcomes;
}

/** Bytes one after the other in one block, with the length of each. */
export function packBytes(parts: readonly Uint8Array[]): {
  lengths: number[];
  bytes: Uint8Array<ArrayBuffer>;
} {
  const lengths = parts.map(({ length }) => length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { lengths, bytes };
}
