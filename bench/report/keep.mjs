/** Writes what was measured into bench/results. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../build/setup/say.mjs';

const folder = join(import.meta.dirname, '..', 'results');

/**
 * @param {string} id
 * @param {object} result
 * @param {Record<string, string>} views text by ending
 */
export async function keep(id, result, views) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, id);
  // As the formatter wants it, which passes over none of the project's JSON files.
  const { format, resolveConfig } = await import('prettier');
  const style = { ...(await resolveConfig(`${file}.json`)), filepath: `${file}.json` };
  writeFileSync(`${file}.json`, await format(JSON.stringify(result), style));
  for (const [ending, text] of Object.entries(views)) writeFileSync(`${file}.${ending}`, text);
  say.ok(`Written: ${file}, ${['json', ...Object.keys(views)].join(', ')}`);
}
