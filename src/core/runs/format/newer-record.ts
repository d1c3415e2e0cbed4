import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fileNames, runFormat } from './run-format';

const newerRecordSchema = z.object({
  format: z
    .number()
    .int()
    .min(runFormat + 1),
  name: z.string().nullable().catch(null),
  createdAt: z.iso.datetime().nullable().catch(null),
  status: z.string().nullable().catch(null),
  testAccuracy: z.number().min(0).max(1).nullable().catch(null),
});

/** What can be told of a run that a newer version wrote. Null: not there, or not as today. */
export type NewerFacts = z.infer<typeof newerRecordSchema>;

/** What can be read of a run's record in a newer format; null when that is not what it is. Writes nothing. */
export async function readNewer(folder: string): Promise<NewerFacts | null> {
  try {
    return newerRecordSchema.parse(JSON.parse(await readFile(join(folder, fileNames.run), 'utf8')));
  } catch {
    return null;
  }
}
