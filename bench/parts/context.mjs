/** What every part of the bench is given. */

/**
 * @typedef {object} Context
 * @property {number} rounds
 * @property {boolean} quick
 * @property {readonly import('../peers.mjs').Peer[]} peers those that were asked for
 * @property {string} data folder of the data set
 * @property {string} scripts folder of the bundled peers
 * @property {string} python
 * @property {ReadonlyMap<import('../setup/python.mjs').Library, string>} missing why a library is
 */
import { readFileSync } from 'node:fs';
import { cpus, release, type } from 'node:os';

/** What it computes with at once, which decides more than its name; empty where the system does not say. */
function vectors() {
  try {
    const flags = readFileSync('/proc/cpuinfo', 'utf8');
    return /\bavx512f\b/.test(flags) ? ' with AVX-512' : /\bavx2\b/.test(flags) ? ' with AVX2' : '';
  } catch {
    return '';
  }
}

/** Machine and time of a measurement. @param {{ quick: boolean }} context */
export const circumstances = ({ quick }) => ({
  measuredAt: new Date().toISOString(),
  quick,
  machine: {
    processor: `${cpus()[0]?.model.trim() ?? 'unknown'}${vectors()}`,
    cores: cpus().length,
    system: `${type()} ${release()}`,
    node: process.versions.node,
  },
});
