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
import { cpus, release, type } from 'node:os';

/** Machine and time of a measurement. @param {Context} context */
export const circumstances = ({ quick }) => ({
  measuredAt: new Date().toISOString(),
  quick,
  machine: {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    system: `${type()} ${release()}`,
    node: process.versions.node,
  },
});
