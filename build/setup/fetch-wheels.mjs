/** Python wheels, fetched by pip without being installed: they hold ready-made native libraries. */
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
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

/**
 * Tags of wheels for a processor; older ones too, since NVIDIA's wheels carry them.
 * @param {string} arch as Node calls it
 */
function platformTags(arch) {
  const machine = arch === 'arm64' ? 'aarch64' : 'x86_64';
  const versions = ['manylinux_2_28', 'manylinux_2_27', 'manylinux_2_17', 'manylinux2014'];
  return versions.map((version) => `--platform=${version}_${machine}`);
}

/** @type {Record<string, number>} */
const units = { kB: 1e3, MB: 1e6, GB: 1e9 };

/**
 * @param {string} requirement such as `tensorflow-cpu==2.21.0`
 * @param {string} folder emptied first; the wheel lies in it afterwards
 * @param {string} label for people
 * @param {string} arch as Node calls it
 * @returns {Promise<string>} the wheel file
 */
export async function fetchWheel(requirement, folder, label, arch = process.arch) {
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
        [...first, ...args, ...anyPython, ...platformTags(arch), '--dest', folder, requirement],
        // pip collects a download in its temporary folder.
        { env: { TMPDIR: temporary }, onLine, stall: { seconds: 120, measure: () => folderSize(folder) } },
      ),
    () => ({ bytes: folderSize(folder), totalBytes: totalBytes || undefined }),
  );
  await rm(temporary, { recursive: true, force: true });
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error('pip brought no wheel');
  return join(folder, wheel);
}

/**
 * A pinned wheel. Rejects one whose content is another than the pinned.
 * @param {import('./wheels.mjs').Wheel} wheel
 * @param {string} folder emptied first; the wheel lies in it afterwards
 * @param {string} label for people
 */
export async function fetchPinnedWheel({ name, version, sha256 }, folder, label) {
  const file = await fetchWheel(`${name}==${version}`, folder, label);
  const found = await sha256Of(file);
  if (found !== sha256) {
    await rm(file);
    throw new Error(
      `${name} ${version} is not the file that was pinned (SHA-256 ${found.slice(0, 12)}… instead of ${sha256.slice(0, 12)}…)`,
    );
  }
  return file;
}

/** @param {string} file */
export async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
