// @ts-check
/**
 * Times imports in the terminal: Fashion-MNIST as 70,000 PNG files, and photos of 12 megapixels. Needs a built app (npm start or npm test
 * builds it) and the data set. Prints wall time, and CPU time of all threads, which other work on the machine changes less.
 *
 *   node bench/import.mjs [--photos 1000] [--pngs 70000] [--keep FOLDER]
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openSources } from '../test/fixtures/load-sources.mjs';
import { writePhotos, writePngs } from './import/write-pictures.mjs';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '1000' },
    pngs: { type: 'string', default: '70000' },
    /** Pictures stay here and are taken from here the next time. */
    keep: { type: 'string' },
  },
});

const cli = resolve(import.meta.dirname, '../out/main/cli.js');
const tellUsage = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => { const { user, system } = process.cpuUsage();
   process.stderr.write('\\nUSAGE ' + JSON.stringify({ cpu: (user + system) / 1e6, wall: performance.now() / 1e3, peak: process.resourceUsage().maxRSS / 1024 }) + '\\n'); })`,
)}`;

const work =
  values.keep === undefined ? await mkdtemp(join(tmpdir(), 'wardrobe-bench-import-')) : resolve(values.keep);
try {
  const pngs = Number(values.pngs);
  if (pngs > 0) {
    const folder = join(work, `pngs-${pngs}`);
    await once(folder, () => writeFashionMnist(folder, pngs));
    report(`${pngs} PNG files of 28 × 28`, pngs, measure(folder));
  }
  const photos = Number(values.photos);
  if (photos > 0) {
    const folder = join(work, `photos-${photos}`);
    await once(folder, () => writePhotos(folder, photos));
    report(`${photos} photos of 12 megapixels`, photos, measure(folder));
  }
} finally {
  if (values.keep === undefined) await rm(work, { recursive: true, force: true });
}

/** @param {string} folder @param {() => Promise<void>} write */
async function once(folder, write) {
  const done = await import('node:fs').then(({ existsSync }) => existsSync(folder));
  if (!done) await write();
}

/** @param {string} folder @param {number} count */
async function writeFashionMnist(folder, count) {
  const { load, close } = await openSources();
  const { readDataset } = await load('src/core/data/fashion-mnist/read-dataset.ts');
  const { dataFolder, homeFolder } = await load('src/core/folders.ts');
  const { dataSet, train, test } = await readDataset(dataFolder(homeFolder()));
  await close();
  const share = count / 70_000;
  const part = (/** @type {string} */ name, /** @type {any} */ { pictures, labels }) => {
    const indices = Int32Array.from({ length: Math.round(labels.length * share) }, (_, i) => i);
    return { part: name, pixels: pictures.read(indices), labels: labels.subarray(0, indices.length) };
  };
  await writePngs(folder, [part('train', train), part('test', test)], dataSet.classes, dataSet.shape);
}

/** @param {string} folder */
function measure(folder) {
  const home = join(work, `home-${process.pid}`);
  const output = execFileSync(
    'bash',
    ['-c', '"$0" --import "$1" "$2" data import "$3" --json 2>&1', process.execPath, tellUsage, cli, folder],
    {
      env: { ...process.env, WARDROBE_HOME: home },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  const usage = /USAGE (.*)/.exec(output)?.[1] ?? '{}';
  const imported = output.split('\n').find((line) => line.includes('"event":"imported"')) ?? '{}';
  execFileSync('rm', ['-r', home]);
  return { ...JSON.parse(usage), ...JSON.parse(imported) };
}

/** @param {string} what @param {number} count @param {any} measured */
function report(what, count, { cpu, wall, peak, train, test, refused, exactDuplicates, nearDuplicates }) {
  const each = (/** @type {number} */ seconds) => `${((1000 * seconds) / count).toFixed(2)} ms`;
  console.log(
    `${what}: ${wall.toFixed(1)} s (${each(wall)} each), CPU ${cpu.toFixed(1)} s (${each(cpu)} each, ${(cpu / availableParallelism()).toFixed(1)} s on ${availableParallelism()} idle cores), ` +
      `${Math.round(peak)} MB; ${train} + ${test} in the set, ${refused} refused, ${exactDuplicates} copies, ${nearDuplicates} groups nearly the same`,
  );
}
