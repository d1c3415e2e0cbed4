/** The whole job from the terminal, as whole processes: start, load, train the classic model for five epochs, test. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../build/setup/folders.mjs';
import { runCommand } from '../../build/setup/run-command.mjs';
import { withProgress } from '../../build/setup/say.mjs';
import { watchPeakMemory } from '../peak-memory.mjs';
import { summarise } from '../report/statistics.mjs';
import { runRounds } from '../rounds.mjs';
import { nothingYet, peerEnvironment } from '../run-peer.mjs';
import { circumstances } from './context.mjs';

const epochs = 5;
const referenceId = 'wardrobe';

/** @typedef {{ id: string, name: string, program: string, args: string[], library?: import('../setup/python.mjs').Library }} Job */

/**
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../report/result.mjs').Result>}
 */
export async function measureWholeJob(context) {
  const { rounds, data, python, missing } = context;
  const found = circumstances(context);
  const script = join(import.meta.dirname, '..', 'python', 'keras_whole_job.py');
  const keras = [script, '--data', data, '--epochs', `${epochs}`];
  /** @type {Job[]} */
  const jobs = [
    {
      id: referenceId,
      name: 'Wardrobe, in the terminal',
      program: process.execPath,
      // What `npm run -s wardrobe -- train` starts.
      args: [join(projectFolder, 'build', 'wardrobe.mjs'), 'train', '--epochs', `${epochs}`, '--json'],
    },
    { id: 'keras', name: 'The same in a Keras script', program: python, args: keras, library: 'Keras' },
    {
      id: 'keras-steps',
      name: 'Keras, 50 steps an execution',
      program: python,
      args: [...keras, '--steps-per-execution', '50'],
      library: 'Keras',
    },
  ];
  const home = homeWith(data);
  try {
    const measured = await runRounds({
      peers: jobs.filter(({ library }) => !library || !missing.has(library)),
      referenceId,
      rounds,
      take: (job, round) => withProgress(`Whole job, ${round}: ${job.name}`, () => timed(job, home)),
    });
    return {
      id: 'whole-job',
      name: `Whole job from the terminal: start, load, ${epochs} epochs of the classic model, test`,
      measures: 'whole job',
      ...found,
      load: measured.rounds.map(({ load }) => load),
      referenceId,
      rows: summarise(measured.rounds, jobs, referenceId).map((row) => ({ ...row, epochs })),
      leftOut: [...[...missing].map(([name, reason]) => ({ name, reason })), ...measured.leftOut],
      floor: null,
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A separate home folder for the stored runs, with the data set in it. @param {string} data */
function homeWith(data) {
  const home = mkdtempSync(join(tmpdir(), 'wardrobe-bench-'));
  mkdirSync(join(home, 'data'));
  symlinkSync(data, join(home, 'data', 'fashion-mnist'), 'dir');
  return home;
}

/**
 * @param {Job} job
 * @param {string} home
 * @returns {Promise<import('../run-peer.mjs').PeerRun>}
 */
async function timed({ program, args }, home) {
  let [library, detail, accuracy] = ['', '', Number.NaN];
  const memory = watchPeakMemory();
  const started = performance.now();
  try {
    await runCommand(program, args, {
      limitSeconds: 1800,
      env: { ...peerEnvironment, WARDROBE_HOME: home },
      onStart: memory.watch,
      onLine: (line) => {
        if (!line.startsWith('{"event":"done"') && !line.startsWith('{"event": "done"')) return;
        const told = JSON.parse(line);
        accuracy = told.accuracy;
        library = told.library ?? told.engine.library;
        detail = told.engine?.detail ?? '';
      },
    });
    const seconds = (performance.now() - started) / 1000;
    if (Number.isNaN(accuracy)) throw new Error('it ended without a test');
    return { ...nothingYet(), library, detail, epochSeconds: [seconds], accuracy, peakMemory: memory.peak() };
  } finally {
    memory.stop();
  }
}
