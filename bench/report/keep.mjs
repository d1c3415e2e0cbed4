/** Writes what was measured, into bench/results unless another folder is wanted. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../build/setup/say.mjs';

const usualFolder = join(import.meta.dirname, '..', 'results');

/**
 * @param {string} id
 * @param {object} result
 * @param {Record<string, string>} views text by ending
 * @param {string} folder
 */
export async function keep(id, result, views, folder = usualFolder) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, id);
  writeFileSync(`${file}.json`, await formatted(result, `${file}.json`));
  for (const [ending, text] of Object.entries(views)) writeFileSync(`${file}.${ending}`, text);
  say.ok(`Written: ${file}, ${['json', ...Object.keys(views)].join(', ')}`);
}

/** As the formatter wants it, which passes over none of the project's JSON files. @param {object} result @param {string} file */
async function formatted(result, file) {
  const text = `${JSON.stringify(result, null, 2)}\n`;
  /** @type {typeof import('prettier')} */
  let prettier;
  try {
    prettier = await import('prettier');
  } catch {
    // A machine to which only the app was brought.
    return text;
  }
  return prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
}
