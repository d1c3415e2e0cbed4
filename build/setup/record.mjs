/** What was set up and from where: one small file a part, in the cache folder for shared parts. `doctor` shows them. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './folders.mjs';

/**
 * @typedef {object} PartRecord
 * @property {string} [version]
 * @property {string} [source] where the part was found; absent when no source had it
 * @property {string} [folder]
 * @property {{ source: string, error: string }[]} attempts sources that failed before
 * @property {string} at ISO time
 */

/** @param {string} part */
const recordFile = (part) => join(cacheFolder(), 'parts', `${part}.json`);

/**
 * Writes a JSON file whole or not at all.
 * @param {string} file
 * @param {unknown} value
 */
export function writeJson(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(temporary, file);
}

/**
 * @param {string} file
 * @returns {any} undefined when the file is absent or unreadable
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} part
 * @param {Omit<PartRecord, 'at'>} record
 */
export function writeRecord(part, record) {
  writeJson(recordFile(part), { ...record, at: new Date().toISOString() });
}

/**
 * @param {string} part
 * @returns {PartRecord | undefined}
 */
export const readRecord = (part) => readJson(recordFile(part));
