/** The TypeScript peers as plain scripts that Node can run. */
import { join } from 'node:path';
import { build } from 'vite';
import { projectFolder } from '../../build/setup/folders.mjs';

/**
 * @param {string[]} files names in bench/node, without their ending
 * @returns {Promise<string>} the folder of the scripts `<name>.mjs`; within the project, where node_modules is found
 */
export async function bundlePeers(files) {
  const outDir = join(projectFolder, '.cache', 'bench');
  const input = files.map((file) => join(import.meta.dirname, '..', 'node', `${file}.ts`));
  await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: true, outDir, rollupOptions: { input, output: { entryFileNames: '[name].mjs' } } },
  });
  return outDir;
}
