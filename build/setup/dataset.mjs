/** Fashion-MNIST, got and checked by the app's own code; here it is only asked for and its progress shown. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder, projectFolder } from './folders.mjs';
import { runCommand } from './run-command.mjs';
import { say, seconds, withProgress } from './say.mjs';

/** Decompressed files and their bytes. They are checked by SHA-256 when they are put in place. */
const files = {
  'train-images-idx3-ubyte': 47_040_016,
  'train-labels-idx1-ubyte': 60_008,
  't10k-images-idx3-ubyte': 7_840_016,
  't10k-labels-idx1-ubyte': 10_008,
};

/** The folder of the data set, as in src/core/folders.ts. */
export const datasetFolder = () => join(homeFolder(), 'data', 'fashion-mnist');

export function datasetIsReady(folder = datasetFolder()) {
  return Object.entries(files).every(
    ([name, bytes]) => statSync(join(folder, name), { throwIfNoEntry: false })?.size === bytes,
  );
}

/** Lines by which the app's own command tells how far it is; its other lines name what failed. */
const progressLine = /^(Looking at|Downloading from|Checking what|Installing from) /;

/**
 * @param {string} project
 * @returns {Promise<boolean>} false when no source has it
 */
export async function ensureDataset(project = projectFolder) {
  if (datasetIsReady()) return true;
  const begun = performance.now();
  let [text, source] = ['', ''];
  /** @param {string} line */
  const onLine = (line) => {
    if (line.startsWith('{')) source = JSON.parse(line).source ?? '';
    else if (progressLine.test(line)) text = line;
    else if (line.trim()) say.problem(`Fashion-MNIST: ${line}`);
  };
  const program = join(project, 'out', 'main', 'cli.js');
  try {
    await withProgress(
      'Fashion-MNIST',
      () => runCommand(process.execPath, [program, 'data', '--json'], { onLine }),
      () => ({ text }),
    );
  } catch {
    say.problem("Fashion-MNIST could not be had. The window's Data step offers it again, or files you have.");
    say.note('In the terminal, type:');
    say.command('npm run -s wardrobe -- data --from FOLDER');
    return false;
  }
  say.ok(`Fashion-MNIST · from ${source} · ${seconds(performance.now() - begun)}`);
  return true;
}
