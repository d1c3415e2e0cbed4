import { join } from 'node:path';
import { z } from 'zod';
import { WardrobeError } from '../../domain/errors';
import { writeFileAtomic } from '../../files/write-file-atomic';
import { readJson } from './read-json';
import { fileNames, readableFormat, runFormat, type RunRecord } from './run-format';
import { readRecord } from './run-record';

const storedLabelSchema = z.object({
  format: readableFormat,
  name: z.string(),
  starred: z.boolean(),
  note: z.string(),
});

/** What people say of a run. It is apart from the record, which belongs to the process that trains. */
export type RunLabel = Omit<z.infer<typeof storedLabelSchema>, 'format'>;

/** A run's label; one that is absent or can't be read is as the run was named when it began. */
export async function readLabel(folder: string, record: Pick<RunRecord, 'name'>): Promise<RunLabel> {
  return (await storedLabel(folder).catch(() => null)) ?? unlabelled(record);
}

/**
 * Changes parts of a run's label, also while it is trained. Throws WardrobeError: 'not-found' for no such run, 'corrupt' when
 * the run can't be read, 'unsupported' when a newer version wrote it, 'disk'.
 */
export async function changeLabel(folder: string, change: Partial<RunLabel>): Promise<void> {
  const record = await readRecord(folder);
  const label = (await storedLabel(folder)) ?? unlabelled(record);
  const text = `${JSON.stringify({ format: runFormat, ...label, ...change }, null, 2)}\n`;
  await writeFileAtomic(join(folder, fileNames.label), text);
}

/** Null when there is none, or a damaged one, which can be replaced; a newer one must not be. */
async function storedLabel(folder: string): Promise<RunLabel | null> {
  try {
    const { format: _, ...label } = (await readJson(join(folder, fileNames.label), storedLabelSchema)).value;
    return label;
  } catch (error) {
    if (error instanceof WardrobeError && ['not-found', 'corrupt'].includes(error.kind)) return null;
    throw error;
  }
}

const unlabelled = ({ name }: Pick<RunRecord, 'name'>): RunLabel => ({ name, starred: false, note: '' });
