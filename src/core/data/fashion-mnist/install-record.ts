import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../../files/write-file-atomic';
import type { DatasetFiles } from './fashion-mnist';

const fileName = 'dataset.json';

const recordSchema = z.object({
  format: z.literal(1),
  /** Where the files came from, in words. */
  source: z.string(),
  installedAt: z.string().describe('ISO 8601'),
  /** SHA-256 by file name. */
  sha256: z.record(z.string(), z.string()),
});
export type InstallRecord = z.infer<typeof recordSchema>;

/** Told as the source of files that no `getDataset` installed. */
export const alreadyHere = 'files that were already here';

/** What was written down when the data set was installed; null when there is nothing that can be read. */
export async function readInstallRecord(folder: string): Promise<InstallRecord | null> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(join(folder, fileName), 'utf8')));
  } catch {
    return null;
  }
}

/** Throws WardrobeError('disk'). */
export async function writeInstallRecord(folder: string, source: string, files: DatasetFiles): Promise<void> {
  const record: InstallRecord = {
    format: 1,
    source,
    installedAt: new Date().toISOString(),
    sha256: Object.fromEntries(Object.values(files).map((file) => [file.name, file.sha256])),
  };
  await writeFileAtomic(join(folder, fileName), `${JSON.stringify(record, null, 2)}\n`);
}
