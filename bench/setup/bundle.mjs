/** The TypeScript peers as plain scripts that Node can run. By itself: node bench/setup/bundle.mjs [FOLDER] */
import { join, resolve } from 'node:path';
import { bundleScripts } from '../../build/setup/bundle-scripts.mjs';
import { projectFolder } from '../../build/setup/folders.mjs';
import { say } from '../../build/setup/say.mjs';

const peers = ['engine-peer', 'layers-model-peer', 'agreement-peer', 'write-gpu-plans'];

/**
 * @param {string} outDir as in `bundleScripts`
 * @returns {Promise<string>} the folder of the scripts `<name>.mjs`
 */
export function bundlePeers(outDir = join(projectFolder, '.cache', 'bench')) {
  return bundleScripts(
    peers.map((file) => join(import.meta.dirname, '..', 'node', `${file}.ts`)),
    outDir,
  );
}

if (process.argv[1] === import.meta.filename) {
  const [folder] = process.argv.slice(2);
  say.ok(`Bundled: ${await bundlePeers(folder && resolve(folder))}`);
}
