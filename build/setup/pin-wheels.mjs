/**
 * `node build/setup/pin-wheels.mjs [VERSION]`: rewrites `wheels.json` with the newest of NVIDIA's packages that this version
 * of TensorFlow (default: the current one) allows. Downloads every wheel, 3.5 GB in all, to take its hash and sizes.
 */
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fetchWheel, sha256Of } from './fetch-wheels.mjs';
import { folderSize } from './folder-size.mjs';
import { unzip } from './unzip.mjs';
import { nvidiaFiles, placeOf } from './wheel-files.mjs';
import { readWheels, wheelsFile } from './wheels.mjs';

/** @typedef {import('./wheels.mjs').Wheel} Wheel */

const version = process.argv[2] ?? readWheels().tensorflow;
const folder = await mkdtemp(join(process.env.WARDROBE_CACHE ?? tmpdir(), 'pin-wheels-'));
try {
  const gpu = await pin(`tensorflow==${version}`, 'x64');
  const nvidia = [];
  for (const requirement of gpu.requirements) {
    const [name = ''] = /^[\w-]+/.exec(requirement) ?? [];
    if (nvidiaFiles[name]) nvidia.push((await pin(requirement, 'x64')).wheel);
    else process.stdout.write(`${name}: left out, since wheel-files.mjs keeps nothing of it\n`);
  }
  const wheels = {
    tensorflow: version,
    'cpu-x64': [(await pin(`tensorflow-cpu==${version}`, 'x64')).wheel],
    // There the wheel called tensorflow is the one for the CPU.
    'cpu-arm64': [(await pin(`tensorflow==${version}`, 'arm64')).wheel],
    // The largest first: the room for a wheel beside what is unpacked is then the least.
    'gpu-x64': [gpu.wheel, ...nvidia].sort((a, b) => b.keptBytes - a.keptBytes),
  };
  await writeFile(wheelsFile(), `${JSON.stringify(wheels, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/**
 * @param {string} requirement
 * @param {'x64' | 'arm64'} arch
 * @returns {Promise<{ wheel: Wheel, requirements: string[] }>} with what the wheel asks for on a machine with a GPU
 */
async function pin(requirement, arch) {
  const file = await fetchWheel(requirement, join(folder, 'pip'), requirement, arch);
  const unpacked = join(folder, 'unpacked');
  await mkdir(unpacked, { recursive: true });
  const [, name = '', release = ''] = /^(\w+?)-([\d.]+)-/.exec(basename(file)) ?? [];
  const wheel = name.replaceAll('_', '-');
  const metadata = join(folder, 'METADATA');
  await unzip(file, folder, {
    place: (path) => (path.endsWith('.dist-info/METADATA') ? basename(metadata) : undefined),
  });
  await unzip(file, unpacked, { place: (path) => placeOf(wheel, path) });
  const pinned = {
    name: wheel,
    version: release,
    sha256: await sha256Of(file),
    bytes: (await stat(file)).size,
    keptBytes: folderSize(unpacked),
  };
  const requirements = requirementsOf(await text(createReadStream(metadata)));
  await rm(unpacked, { recursive: true });
  return { wheel: pinned, requirements };
}

/**
 * NVIDIA's packages that TensorFlow's wheel asks for in its extra `and-cuda`.
 * @param {string} metadata
 */
function requirementsOf(metadata) {
  return [...metadata.matchAll(/^Requires-Dist: (nvidia-[^;]+?)\s*;.*extra == ["']and-cuda["']/gm)].map(
    ([, requirement]) => /** @type {string} */ (requirement).replace(/[\s()]/g, ''),
  );
}
