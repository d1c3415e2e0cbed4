/** The TypeScript peers as plain scripts that Node can run. By itself: node bench/setup/bundle.mjs [FOLDER] */
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { projectFolder } from '../../build/setup/folders.mjs';
import { say } from '../../build/setup/say.mjs';

const peers = ['engine-peer', 'layers-model-peer', 'agreement-peer', 'write-gpu-plans'];

/**
 * Bundles them, without need of more than the native packages.
 * @param {string} outDir emptied first; to be within an application's folder when they run, where node_modules is found
 * @returns {Promise<string>} the folder of the scripts `<name>.mjs`
 */
export async function bundlePeers(outDir = join(projectFolder, '.cache', 'bench')) {
  const input = peers.map((file) => join(import.meta.dirname, '..', 'node', `${file}.ts`));
  await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      rollupOptions: { input, output: { entryFileNames: '[name].mjs' } },
    },
  });
  return outDir;
}

if (process.argv[1] === import.meta.filename) {
  const [folder] = process.argv.slice(2);
  say.ok(`Bundled: ${await bundlePeers(folder && resolve(folder))}`);
}
