import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type z } from 'zod';
import { WardrobeError } from '../../domain/errors';
import { errorCode } from '../../files/disk-error';
import { runFormat } from './run-format';

/** Larger than any plan or evaluation; a file beyond it is not ours. */
const mostBytes = 4 << 20;

const removeHint = 'The other runs are not touched. Remove this one, or put the file back from a copy.';

/** A file of a run that can't be used. */
export function damaged(file: string, reason: string, cause?: unknown): WardrobeError {
  return new WardrobeError('corrupt', `${basename(file)} ${reason}.`, removeHint, { cause });
}

/** An error for what is not there yet, in words for it; any other error as it is. */
export function absentAsNotReady(error: unknown, message: string, hint: string): unknown {
  const isAbsent = error instanceof WardrobeError && error.kind === 'not-found';
  return isAbsent ? new WardrobeError('not-ready', message, hint, { cause: error }) : error;
}

/**
 * A JSON file of a run, as it stands and parsed. Throws WardrobeError: 'not-found' when it is absent, 'unsupported' when
 * a newer version wrote it, 'corrupt' otherwise.
 */
export async function readJson<S extends z.ZodType>(
  file: string,
  schema: S,
): Promise<{ raw: unknown; value: z.output<S> }> {
  let raw: unknown;
  try {
    raw = JSON.parse(await readText(file));
  } catch (error) {
    if (error instanceof WardrobeError) throw error;
    throw damaged(file, 'is not readable JSON', error);
  }
  checkFormat(file, raw);
  const result = schema.safeParse(raw);
  if (result.success) return { raw, value: result.data };
  const issue = result.error.issues[0];
  throw damaged(
    file,
    `is damaged at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'not as expected'}`,
  );
}

function checkFormat(file: string, raw: unknown): void {
  if (typeof raw !== 'object' || raw === null || !('format' in raw)) return;
  const { format } = raw;
  if (typeof format === 'number' && format > runFormat)
    throw new WardrobeError(
      'unsupported',
      `${basename(file)} was written by a newer Wardrobe (format ${format}; this one reads ${runFormat}).`,
      'Update Wardrobe to open this run. It was left as it is.',
    );
}

async function readText(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > mostBytes) throw damaged(file, `is far too large (${size} bytes)`);
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof WardrobeError) throw error;
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error)))
      throw new WardrobeError('not-found', `${basename(file)} is missing.`, removeHint, { cause: error });
    throw damaged(file, `can't be read (${errorCode(error) || String(error)})`, error);
  }
}
