/** The bench's own Python, a virtual environment in the cache: the system's stays as it is. */
import { existsSync, statfsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../build/setup/folders.mjs';
import { withLock } from '../../build/setup/lock.mjs';
import { findProgram, runCommand } from '../../build/setup/run-command.mjs';
import { say, withProgress } from '../../build/setup/say.mjs';

/** @typedef {'Keras' | 'JAX' | 'PyTorch'} Library */

const { platform, arch } = process;
const environment = join(cacheFolder(), 'bench', 'python');
const python = join(environment, ...(platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));

const slimTensorflow = arch === 'x64' && platform !== 'darwin';
/** The package of this platform brings NVIDIA's libraries, and can't be loaded without them. */
const bulkyTorch = arch === 'x64' && platform === 'linux';
const bulk = { fetched: '3 GB', installed: '5 GB', needed: 9e9 };

/** @type {Record<Library, string[]>} */
const requirements = {
  Keras: [`${slimTensorflow ? 'tensorflow-cpu' : 'tensorflow'}==2.21.0`, 'keras==3.15.1'],
  JAX: ['jax[cpu]==0.10.2'],
  PyTorch: ['torch==2.15.0'],
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
  if (library === 'PyTorch' && bulkyTorch) {
    const reason = whyNoBulk();
    if (reason) return reason;
  }
  const options = ['--progress-bar=off', '--only-binary=:all:', '--retries=1', '--timeout=15'];
  // pip collects its downloads in its temporary folder; kept, they would take as much room again.
  const temporary = join(environment, 'temporary');
  await mkdir(temporary, { recursive: true });
  const before = freeBytes();
  try {
    await withProgress(
      `Bench: ${wanted.join(', ')} by pip`,
      () =>
        runCommand(python, ['-m', 'pip', 'install', '--no-cache-dir', ...options, ...wanted], {
          env: { TMPDIR: temporary },
          stall: { seconds: 180, measure: freeBytes },
        }),
      () => ({ bytes: Math.max(0, before - freeBytes()) }),
    );
    say.ok(`${library} · ${wanted.join(', ')}`);
    return undefined;
  } catch (error) {
    return /** @type {Error} */ (error).message;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Of the disk: what pip fetches and unpacks are too many files to add up again and again. */
function freeBytes() {
  const { bavail, bsize } = statfsSync(environment);
  return bavail * bsize;
}

/** @returns {string | undefined} why PyTorch with NVIDIA's libraries is not fetched */
function whyNoBulk({ env } = process) {
  if (env.WARDROBE_BENCH_PYTORCH === 'no') return 'WARDROBE_BENCH_PYTORCH=no';
  const { fetched, installed, needed } = bulk;
  if (freeBytes() < needed)
    return `it takes ${needed / 1e9} GB of free disk, and there are ${(freeBytes() / 1e9).toFixed(1)}`;
  say.note(`PyTorch comes with NVIDIA's libraries here: ${fetched} to fetch, ${installed} on disk.`);
  say.note('Once, and only for the bench. WARDROBE_BENCH_PYTORCH=no leaves it out.');
  return undefined;
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
