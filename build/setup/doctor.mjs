/** What stands of the set-up, for `doctor`: works before anything is installed. */
import { existsSync } from 'node:fs';
import { appIsBuilt } from './build-app.mjs';
import { datasetFolder, datasetIsReady } from './dataset.mjs';
import { electronProgram, electronVersion } from './electron.mjs';
import { projectFolder } from './folders.mjs';
import { packagesAreReady } from './packages.mjs';
import { readRecord } from './record.mjs';
import { findProgram } from './run-command.mjs';
import { buildNeeds, electronNeeds, installCommand, missingOf, testNeeds } from './system-packages.mjs';
import { addonOf, checkedTensorflow } from './tensorflow-check.mjs';
import { needsBuild } from './tensorflow-sets.mjs';

/**
 * @typedef {object} Finding
 * @property {string} part
 * @property {boolean} ready
 * @property {string} detail what was found, or what is missing
 * @property {string} [source] where it came from
 * @property {{ source: string, error: string }[]} [attempts] sources that failed before
 * @property {string} [remedy] the command that gets what is missing
 */

/** @returns {Promise<Finding[]>} */
export async function findings() {
  const remedy = 'npm start';
  /** @type {Finding[]} */
  const found = [
    { part: 'Node', ready: true, detail: process.versions.node },
    packagesAreReady()
      ? { part: 'Packages', ready: true, detail: 'as in package-lock.json', source: 'the npm registry' }
      : {
          part: 'Packages',
          ready: false,
          detail: 'not installed, or not those of package-lock.json',
          remedy,
        },
    electronProgram()
      ? { part: 'Electron', ready: true, detail: electronVersion() ?? 'there', ...sourceOf('electron') }
      : { part: 'Electron', ready: false, detail: 'not there: no window', ...sourceOf('electron'), remedy },
    tensorflowFinding(checkedTensorflow(), existsSync(addonOf(projectFolder))),
    appIsBuilt()
      ? { part: 'App', ready: true, detail: 'built from the present sources' }
      : { part: 'App', ready: false, detail: 'not built from the present sources', remedy },
    datasetIsReady()
      ? { part: 'Data set', ready: true, detail: datasetFolder() }
      : { part: 'Data set', ready: false, detail: 'not there', remedy: 'npm run -s wardrobe -- data' },
  ];
  found.splice(2, 0, ...(await systemFindings()));
  return found;
}

/**
 * @param {import('./tensorflow-check.mjs').Checked | undefined} checked
 * @param {boolean} isThere
 * @returns {Finding}
 */
export function tensorflowFinding(checked, isThere) {
  const common = { part: 'TensorFlow', ...sourceOf('tensorflow') };
  if (!checked) {
    const detail = isThere
      ? 'there, but not tried since it, the pinned version, Node, the GPU or its driver changed'
      : 'not there: training uses the slower engine on WebAssembly';
    return { ...common, ready: false, detail, remedy: 'npm start' };
  }
  const { version, gpu, noGpu } = checked;
  const detail = `${version} on the ${gpu ? 'GPU' : 'CPU'}`;
  if (!noGpu) return { ...common, ready: true, detail };
  return {
    ...common,
    ready: true,
    detail: `${detail}; the GPU is not used: ${noGpu.reason}`,
    ...(noGpu.remedy && { remedy: noGpu.remedy }),
  };
}

/**
 * @param {string} part
 * @returns {Pick<Finding, 'source' | 'attempts'>}
 */
function sourceOf(part) {
  const record = readRecord(part);
  return {
    ...(record?.source && { source: record.source }),
    ...(record?.attempts?.length && { attempts: record.attempts }),
  };
}

/**
 * What is there of the system's libraries and programs.
 * @returns {Promise<Finding[]>}
 */
export async function systemFindings() {
  if (process.platform !== 'linux') return [];
  const needs = [...(needsBuild() ? buildNeeds() : []), ...(await electronNeeds()), ...testNeeds()];
  const missing = await missingOf(needs);
  const part = 'System';
  if (missing.length === 0) return [{ part, ready: true, detail: 'libraries and programs are there' }];
  return [
    {
      part,
      ready: false,
      detail: `missing: ${missing.map(({ what }) => what).join(', ')}`,
      ...(findProgram('apt-get') && { remedy: await installCommand(missing) }),
    },
  ];
}

/**
 * @param {Finding[]} found
 * @returns {string} a table for people
 */
export function describeFindings(found) {
  const lines = found.flatMap(({ part, ready, detail, source, attempts, remedy }) => [
    `${ready ? '✓' : '!'} ${part.padEnd(11)} ${detail}${source ? ` · from ${source}` : ''}`,
    ...(attempts ?? []).map((attempt) => `              ${attempt.source} failed: ${attempt.error}`),
    ...(remedy ? [`              to get it: ${remedy}`] : []),
  ]);
  return `${lines.join('\n')}\n`;
}
