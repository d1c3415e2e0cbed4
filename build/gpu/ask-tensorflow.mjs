/** Programs of this folder, compiled for TensorFlow's GPU libraries as they lie in the cache, and what they answer. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, runCommand } from '../setup/run-command.mjs';
import { readRegistry } from './kernel-registry.mjs';

const sources = import.meta.dirname;

/**
 * @typedef {object} Answers
 * @property {string} ptxas the file that XLA runs; empty when it finds none
 * @property {string} libdevice the file that XLA links with
 * @property {string[]} notLoaded why some of NVIDIA's libraries can't be loaded
 * @property {import('./kernel-registry.mjs').KernelRegistry} registry kernels for GPUs
 */

/**
 * Asks TensorFlow's library by its own functions. NVIDIA's libraries are all loaded, those too that are opened later or by one
 * another.
 * @param {string} deps folder with `lib` and `nvidia`
 * @param {string} work folder for the program and what it writes
 * @param {string} driver folder of the counting driver
 * @returns {Promise<Answers>}
 */
export async function askTensorflow(deps, work, driver) {
  const program = join(work, 'ask-tensorflow');
  const libraries = ['cc', 'framework'].map((name) => join(deps, 'lib', `libtensorflow_${name}.so.2`));
  await compile([
    '-std=c++17',
    join(sources, 'ask-tensorflow.cc'),
    ...libraries,
    `-Wl,-rpath,${join(deps, 'lib')}`,
    ...['-o', program],
  ]);
  const names = await readdir(join(deps, 'nvidia'), { recursive: true });
  const nvidia = names.filter((name) => /\.so\.[\d.]+$/.test(name)).sort();
  const files = nvidia.map((name) => join(deps, 'nvidia', name));
  const output = await runCommand(program, [work, ...files], {
    limitSeconds: 300,
    env: { TF_CPP_MIN_LOG_LEVEL: '3', LD_LIBRARY_PATH: driver },
  });
  /** @param {string} name */
  const answer = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(output)?.[1] ?? '';
  const lists = ['kernels.pb', 'operations.pb'].map((name) => readFile(join(work, name)));
  const [kernels, operations] = /** @type {[Buffer, Buffer]} */ (await Promise.all(lists));
  return {
    ptxas: answer('ptxas'),
    libdevice: answer('libdevice'),
    notLoaded: [...new Set([...output.matchAll(/^not loaded: (.*)$/gm)].map(([, why = '']) => why))],
    registry: readRegistry(kernels, operations),
  };
}

/** @param {string[]} args */
async function compile(args) {
  const compiler = ['g++', 'clang++', 'c++'].map((name) => findProgram(name)).find(Boolean);
  if (!compiler) throw new Error('no C++ compiler was found (Debian and Ubuntu: apt-get install g++)');
  await runCommand(compiler, args, { limitSeconds: 300 });
}
