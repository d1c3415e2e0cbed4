/** Python wheels, fetched by pip without being installed: they hold ready-made native libraries. */
import { readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { folderSize } from './folder-size.mjs';
import { findProgram, runCommand } from './run-command.mjs';
import { withProgress } from './say.mjs';

/** Any wheel of the release has the same library in it, whatever Python is installed here: one is named. */
const anyPython = [
  '--only-binary=:all:',
  '--implementation=cp',
  '--python-version=3.11',
  '--abi=cp311',
  '--abi=none',
];

/**
 * How pip is started here: the first of `python3 -m pip`, `pip3`, `pip` that answers.
 * @returns {Promise<string[] | undefined>}
 */
export async function findPip() {
  for (const [name, ...args] of [['python3', '-m', 'pip'], ['pip3'], ['pip']]) {
    const program = findProgram(/** @type {string} */ (name));
    if (!program) continue;
    try {
      await runCommand(program, [...args, '--version'], { limitSeconds: 30 });
      return [program, ...args];
    } catch {
      // Debian's python3 comes without pip.
    }
  }
  return undefined;
}

/** Tags of wheels that run on this machine; older ones too, since NVIDIA's wheels carry them. */
function platformTags() {
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const versions = ['manylinux_2_28', 'manylinux_2_27', 'manylinux_2_17', 'manylinux2014'];
  return versions.map((version) => `--platform=${version}_${machine}`);
}

/** @type {Record<string, number>} */
const units = { kB: 1e3, MB: 1e6, GB: 1e9 };

/**
 * @param {string[]} requirements such as `tensorflow-cpu==2.21.0`
 * @param {string} folder emptied first; the wheels lie in it afterwards
 * @param {string} label for people
 * @returns {Promise<string[]>} the wheel files
 */
export async function fetchWheels(requirements, folder, label) {
  const pip = await findPip();
  if (!pip) throw new Error('pip was not found (Debian and Ubuntu: apt-get install python3-pip)');
  await rm(folder, { recursive: true, force: true });
  const temporary = join(folder, 'temporary');
  await mkdir(temporary, { recursive: true });

  let totalBytes = 0;
  /** @param {string} line pip's "Downloading x.whl (273.8 MB)" */
  const onLine = (line) => {
    const size = /^\s*Downloading .*\(([\d.]+) (kB|MB|GB)\)/.exec(line);
    if (size) totalBytes += Number(size[1]) * (units[size[2] ?? ''] ?? 0);
  };
  const [program, ...first] = pip;
  const args = [
    'download',
    '--no-deps',
    '--no-cache-dir',
    '--progress-bar=off',
    '--retries=1',
    '--timeout=15',
  ];
  await withProgress(
    label,
    () =>
      runCommand(
        /** @type {string} */ (program),
        [...first, ...args, ...anyPython, ...platformTags(), '--dest', folder, ...requirements],
        // pip collects a download in its temporary folder.
        { env: { TMPDIR: temporary }, onLine, stall: { seconds: 120, measure: () => folderSize(folder) } },
      ),
    () => ({ bytes: folderSize(folder), totalBytes: totalBytes || undefined }),
  );
  await rm(temporary, { recursive: true, force: true });
  const wheels = readdirSync(folder).filter((name) => name.endsWith('.whl'));
  if (wheels.length === 0) throw new Error('pip brought no wheel');
  return wheels.map((name) => join(folder, name));
}
