import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Finding } from './finding';

/** What the set-up (build/setup/record.mjs) wrote down about a part. */
const partRecord = z.object({
  source: z.string().optional(),
  attempts: z.array(z.object({ source: z.string(), error: z.string() })),
});

/** Where a part came from and which sources failed; nothing when the set-up did not get it. */
export async function setUpRecord(
  cache: string,
  part: string,
): Promise<Pick<Finding, 'source' | 'attempts'>> {
  try {
    const text = await readFile(join(cache, 'parts', `${part}.json`), 'utf8');
    const { source, attempts } = partRecord.parse(JSON.parse(text));
    return { ...(source && { source }), ...(attempts.length > 0 && { attempts }) };
  } catch {
    return {};
  }
}
