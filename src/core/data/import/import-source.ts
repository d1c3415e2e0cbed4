import { pictureBytes } from '../../domain/data-set';
import { toErrorInfo, WardrobeError } from '../../domain/errors';
import { fitPicture } from '../../image/fit-picture';
import { pixelsToRgba } from '../../image/pixels-to-rgba';
import { throwIfCancelled } from './files/read-error';
import type { ImportOptions, ImportSource } from './import-types';
import type { ImportSession, RefusedPicture } from './session/import-session';

/** A file's bytes as bytes of the set's shape. Throws WardrobeError for what can't be used. */
export type FitFile = (
  file: Uint8Array,
  options: Pick<ImportOptions, 'shape' | 'preparation'>,
) => Promise<Uint8Array>;

export interface ImportProgress {
  done: number;
  total: number;
  /** Null until enough is done to tell. */
  secondsLeft: number | null;
}

/** Pictures that are read and handed on together. */
const pictures = 64;
const tellsAfter = 1000;

/**
 * Takes every picture of the session's source, so many batches at a time. `fit` is for sources of files and may be null for pixels. Pictures that
 * can't be used are refused; failures of the disk end it. Throws WardrobeError: 'cancelled', 'disk'.
 */
export async function importSource(
  session: ImportSession,
  fit: FitFile | null,
  {
    concurrency = 4,
    signal,
    onProgress,
  }: {
    concurrency?: number;
    signal?: AbortSignal | undefined;
    onProgress?: ((progress: ImportProgress) => void) | undefined;
  } = {},
): Promise<void> {
  const { source } = session;
  const total = source.pictures.length;
  const began = performance.now();
  let next = 0;
  let failed = false;
  const work = async (): Promise<void> => {
    while (next < total && !failed) {
      throwIfCancelled(signal);
      const from = next;
      next = Math.min(total, from + pictures);
      await takeBatch(session, fit, from, next, signal);
      const elapsed = performance.now() - began;
      const { done } = session;
      const secondsLeft = elapsed < tellsAfter ? null : ((elapsed / done) * (total - done)) / 1000;
      onProgress?.({ done, total, secondsLeft });
    }
  };
  const outcomes = await Promise.allSettled(
    Array.from({ length: concurrency }, () =>
      work().catch((error: unknown) => {
        failed = true;
        throw error;
      }),
    ),
  );
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}

async function takeBatch(
  session: ImportSession,
  fit: FitFile | null,
  from: number,
  to: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { source, options } = session;
  const bytes = pictureBytes(options.shape);
  const taken: number[] = [];
  const refused: RefusedPicture[] = [];
  const pixels = new Uint8Array((to - from) * bytes);
  for (let index = from; index < to; index++) {
    throwIfCancelled(signal);
    try {
      const read = await source.read(index);
      pixels.set(await fitted(read, source, options, fit), taken.length * bytes);
      taken.push(index);
    } catch (error) {
      if (!(error instanceof WardrobeError)) throw error;
      const { kind, message } = toErrorInfo(error);
      refused.push({ index, name: source.pictures[index]?.name ?? '', reason: kind, message });
    }
  }
  await session.take(taken, pixels.subarray(0, taken.length * bytes), refused);
}

async function fitted(
  read: Uint8Array,
  { pixelShape }: ImportSource,
  options: ImportOptions,
  fit: FitFile | null,
): Promise<Uint8Array> {
  if (pixelShape !== null)
    return fitPicture(pixelsToRgba(read, pixelShape), options.shape, options.preparation);
  if (fit === null) throw new RangeError('Files need someone who decodes them.');
  return fit(read, options);
}
