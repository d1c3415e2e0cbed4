/** How far the weights of the graph engine and of Keras are apart after the same steps from the same start. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../build/setup/run-command.mjs';
import { withProgress } from '../../build/setup/say.mjs';
import { peerEnvironment } from '../run-peer.mjs';
import { circumstances } from './context.mjs';

/** @typedef {import('../report/agreement.mjs').AgreementCase} AgreementCase */

/**
 * Rejects where the engine or Keras can't run.
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../report/agreement.mjs').Agreement>}
 */
export async function measureAgreement(context) {
  const { data, scripts, python, missing } = context;
  const reason = missing.get('Keras');
  if (reason) throw new Error(`Agreement needs Keras: ${reason}`);
  const folder = mkdtempSync(join(tmpdir(), 'wardrobe-agreement-'));
  /** @type {AgreementCase[]} */
  const cases = [];
  let keras = '';
  const run = (/** @type {string} */ program, /** @type {string} */ script) =>
    runCommand(program, [script, data, folder], {
      limitSeconds: 1800,
      env: peerEnvironment,
      onLine(line) {
        if (!line.startsWith('{"event"')) return;
        const { event, ...told } = JSON.parse(line);
        if (event === 'ready') keras = told.library;
        if (event === 'case') cases.push(told);
      },
    });
  try {
    await withProgress('Agreement: the graph engine', () =>
      run(process.execPath, join(scripts, 'agreement-peer.mjs')),
    );
    await withProgress(
      'Agreement: Keras',
      () => run(python, join(import.meta.dirname, '..', 'python', 'keras_agreement.py')),
      () => ({ text: `${cases.length} compared` }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...circumstances(context), keras, cases };
}
