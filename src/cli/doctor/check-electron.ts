import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Finding } from './finding';
import { setUpRecord } from './set-up-record';

/** Whether the window can open. */
export async function checkElectron(cache: string): Promise<Finding> {
  const record = await setUpRecord(cache, 'electron');
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
    const program = (await readFile(join(folder, 'path.txt'), 'utf8')).trim();
    await access(join(folder, 'dist', program));
    const version = await readFile(join(folder, 'dist', 'version'), 'utf8').catch(() => 'found');
    return { part: 'Electron', ready: true, detail: version.trim().replace(/^v/, ''), ...record };
  } catch {
    return { part: 'Electron', ready: false, detail: 'not there: no window', ...record, remedy: 'npm start' };
  }
}
