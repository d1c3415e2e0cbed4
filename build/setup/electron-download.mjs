/**
 * Electron's own download, as a separate program so that it can be ended when it stalls.
 * Usage: node electron-download.mjs CACHE. Writes lines of JSON: `{transferred, total}`, at last `{file}`.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** @param {unknown} value */
const tell = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

try {
  const { downloadArtifact } = await import('@electron/get');
  const file = await downloadArtifact({
    version: require('electron/package.json').version,
    artifactName: 'electron',
    checksums: require('electron/checksums.json'),
    platform: process.platform,
    arch: process.arch,
    cacheRoot: /** @type {string} */ (process.argv[2]),
    downloadOptions: {
      quiet: true,
      /** @param {{ transferred: number, total: number | null }} progress */
      getProgressCallback: async ({ transferred, total }) => tell({ transferred, total }),
    },
  });
  tell({ file });
} catch (failure) {
  const error = /** @type {Error & { cause?: Error }} */ (failure);
  process.stderr.write(`Error: ${error.message}${error.cause ? ` (${error.cause.message})` : ''}\n`);
  process.exitCode = 1;
}
