/** The bench's own Python, a virtual environment in the cache: the system's stays as it is. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { folderSize } from '../../build/setup/folder-size.mjs';
import { cacheFolder } from '../../build/setup/folders.mjs';
import { withLock } from '../../build/setup/lock.mjs';
import { findProgram, runCommand } from '../../build/setup/run-command.mjs';
import { say, withProgress } from '../../build/setup/say.mjs';

/** @typedef {'Keras' | 'JAX' | 'PyTorch'} Library */

const { platform, arch } = process;
const environment = join(cacheFolder(), 'bench', 'python');
const python = join(environment, ...(platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));

const slimTensorflow = arch === 'x64' && platform !== 'darwin';
/** The package of this platform brings NVIDIA's libraries, about 3 GB to fetch; builds without have a name of their own. */
const bulkyTorch = arch === 'x64' && platform === 'linux';

/** @type {Record<Library, string[]>} */
const requirements = {
  Keras: [`${slimTensorflow ? 'tensorflow-cpu' : 'tensorflow'}==2.21.0`, 'keras==3.15.1'],
  JAX: ['jax[cpu]==0.10.2'],
  PyTorch: [`torch==2.15.0${bulkyTorch ? '+cpu' : ''}`],
};

const listVersions =
  'import importlib.metadata as m, json; print(json.dumps({d.name.lower(): d.version for d in m.distributions()}))';

/**
 * Sets up what the libraries need. One that can't be had is named in one line and left out.
 * @param {readonly Library[]} libraries
 * @returns {Promise<{ python: string, missing: Map<Library, string> }>} the program, and why a library is missing
 */
export async function ensurePython(libraries) {
  /** @type {Map<Library, string>} */
  const missing = new Map();
  if (libraries.length === 0) return { python, missing };
  await withLock(`${environment}.lock`, async () => {
    const problem = await ensureEnvironment();
    for (const library of libraries) {
      const reason = problem ?? (await ensureLibrary(library));
      if (!reason) continue;
      missing.set(library, reason);
      say.problem(`${library} is left out: ${reason}`);
    }
  });
  return { python, missing };
}

/** @returns {Promise<string | undefined>} why there is none */
async function ensureEnvironment() {
  if (existsSync(python) && (await works(python, ['-m', 'pip', '--version']))) return undefined;
  const program = findProgram('python3') ?? findProgram('python');
  if (!program) return 'Python was not found';
  await mkdir(environment, { recursive: true });
  try {
    await withProgress('Bench: a Python environment', () =>
      runCommand(program, ['-m', 'venv', '--clear', environment], { limitSeconds: 300 }),
    );
    return undefined;
  } catch {
    return 'Python makes no virtual environment here (Debian and Ubuntu: apt-get install python3-venv)';
  }
}

/**
 * @param {Library} library
 * @returns {Promise<string | undefined>} why it can't be had
 */
async function ensureLibrary(library) {
  const wanted = requirements[library];
  if (await isInstalled(wanted)) return undefined;
  const options = ['--progress-bar=off', '--only-binary=:all:', '--retries=1', '--timeout=15'];
  try {
    await withProgress(
      `Bench: ${wanted.join(', ')} by pip`,
      () =>
        runCommand(python, ['-m', 'pip', 'install', ...options, ...wanted], {
          stall: { seconds: 180, measure: () => folderSize(environment) },
        }),
      () => ({ bytes: folderSize(environment) }),
    );
    say.ok(`${library} · ${wanted.join(', ')}`);
    return undefined;
  } catch (error) {
    if (library !== 'PyTorch' || !bulkyTorch) return /** @type {Error} */ (error).message;
    say.note("To have PyTorch take part with NVIDIA's libraries, about 3 GB to fetch, type and start again:");
    say.command(`${python} -m pip install torch==2.15.0`);
    return "pip finds no build without NVIDIA's libraries";
  }
}

/** @param {string[]} wanted such as `jax[cpu]==0.10.2` */
async function isInstalled(wanted) {
  const output = await runCommand(python, ['-c', listVersions], { limitSeconds: 60 });
  /** @type {Record<string, string>} */
  const installed = JSON.parse(output.trim().split('\n').at(-1) ?? '{}');
  return wanted.every((requirement) => {
    const [name = '', version] = requirement.replace(/\[.*\]/, '').split('==');
    const found = installed[name] ?? installed[name.replace('-', '_')];
    return found?.split('+')[0] === version?.split('+')[0];
  });
}

/**
 * @param {string} program
 * @param {string[]} args
 */
const works = (program, args) =>
  runCommand(program, args, { limitSeconds: 60 }).then(
    () => true,
    () => false,
  );
