/** tfjs-node-gpu's addon, compiled against a TensorFlow library: two C++ files, without node-gyp and its downloads. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { finishedFolder } from './finished-folder.mjs';
import { cacheFolder } from './folders.mjs';
import { fetchNpmPackage } from './npm.mjs';
import { findProgram, runCommand } from './run-command.mjs';
import { withProgress } from './say.mjs';

/** The Node-API version that node-pre-gyp looks for: the newest of those that the package names. */
export const napiVersion = 8;

/** The npm package with Node's headers, where Node has none. */
export const headersPackage = 'node-api-headers@1.5.0';

/** A folder with node_api.h: Node's own, the system's, or that of an npm package. */
async function nodeHeaders() {
  const folders = [join(dirname(dirname(process.execPath)), 'include', 'node'), '/usr/include/node'];
  const found = folders.find((folder) => existsSync(join(folder, 'node_api.h')));
  if (found) return found;
  const fetched = await finishedFolder(join(cacheFolder(), headersPackage), async (unfinished) => {
    await fetchNpmPackage(headersPackage, unfinished, { label: 'Node-API headers: from npm' });
  });
  return join(fetched, 'node_modules', 'node-api-headers', 'include');
}

/** The full path of a C++ compiler. Throws if none is installed. */
export function findCompiler() {
  const compiler = ['g++', 'clang++', 'c++'].map((name) => findProgram(name)).find(Boolean);
  if (!compiler) throw new Error('no C++ compiler was found (Debian and Ubuntu: apt-get install g++)');
  return compiler;
}

/**
 * Compiles the addon into `<folder>/lib`; it finds the library in `<folder>/deps` wherever the folder is moved.
 * @param {string} packageFolder of tfjs-node-gpu
 * @param {string} folder
 */
export async function compileAddon(packageFolder, folder) {
  const compiler = findCompiler();
  const headers = await nodeHeaders();
  const output = join(folder, 'lib', `napi-v${napiVersion}`);
  await mkdir(output, { recursive: true });
  const args = [
    ...[
      '-O2',
      '-std=gnu++17',
      '-shared',
      '-fPIC',
      `-DNAPI_VERSION=${napiVersion}`,
      '-DBUILDING_NODE_EXTENSION',
    ],
    ...[`-I${headers}`, '-I..', `-I${join(folder, 'deps', 'include')}`],
    ...['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc', '-o', join(output, 'tfjs_binding.node')],
    ...[`-L${join(folder, 'deps', 'lib')}`, '-ltensorflow', '-ltensorflow_framework'],
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ];
  await withProgress('TensorFlow: compiling the addon', () =>
    runCommand(compiler, args, { cwd: resolve(packageFolder), limitSeconds: 600 }),
  );
}
