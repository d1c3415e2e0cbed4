/** A part's sources, tried in order: each that fails is named in one line, and the next is tried. */
import { say } from './say.mjs';

/** @typedef {{ source: string, error: string }} Attempt */

/**
 * @template T
 * @typedef {object} Source
 * @property {string} name as people know it
 * @property {() => Promise<T>} get
 */

/**
 * @template T
 * @param {string} part
 * @param {Iterable<Source<T>>} sources
 * @returns {Promise<{ source?: string, value?: T, attempts: Attempt[] }>} without `source` when every one failed
 */
export async function trySources(part, sources) {
  /** @type {Attempt[]} */
  const attempts = [];
  for (const { name, get } of sources) {
    try {
      return { value: await get(), source: name, attempts };
    } catch (failure) {
      const error = failure instanceof Error ? failure.message : String(failure);
      attempts.push({ source: name, error });
      say.problem(`${part}: ${name} failed: ${error}`);
    }
  }
  return { attempts };
}
