/** TypeScript of this project as plain scripts that Node can run. */
import { projectFolder } from './folders.mjs';

/**
 * Bundles each file into a script, without need of more than the native packages.
 * @param {string[]} files
 * @param {string} outDir emptied first; to be within an application's folder when they run, where node_modules is found
 * @returns {Promise<string>} the folder of the scripts `<name>.mjs`
 */
export async function bundleScripts(files, outDir) {
  // Not there before the packages are.
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      rollupOptions: { input: files, output: { entryFileNames: '[name].mjs' } },
    },
  });
  return outDir;
}
