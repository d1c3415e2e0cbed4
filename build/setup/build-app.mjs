/** The app in `out/`, built from the sources when they have changed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectFolder } from './folders.mjs';
import { withLock } from './lock.mjs';
import { readJson, writeJson } from './record.mjs';
import { runCommand } from './run-command.mjs';
import { say, seconds, withProgress } from './say.mjs';

const inputs = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

/** @param {string} project */
const stampFile = (project) => join(project, 'out', 'built-from.json');

/** @param {string} project @returns {string[]} */
function inputFiles(project) {
  return inputs.flatMap((input) => {
    const path = join(project, input);
    if (!existsSync(path)) return [];
    if (!['src', 'resources'].includes(input)) return [path];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  });
}

/** @param {string} project */
function hashOfSources(project) {
  const hash = createHash('sha256');
  for (const file of inputFiles(project).sort()) {
    hash
      .update(`${relative(project, file)}\0`)
      .update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex');
}

/** @param {string} project */
export function appIsBuilt(project = projectFolder) {
  return readJson(stampFile(project))?.sources === hashOfSources(project);
}

/**
 * @param {string} project
 * @returns {Promise<boolean>} false when the build fails
 */
export async function ensureBuild(project = projectFolder) {
  if (appIsBuilt(project)) return true;
  return withLock(join(project, '.cache', 'build.lock'), async () => {
    if (appIsBuilt(project)) return true;
    const begun = performance.now();
    const sources = hashOfSources(project);
    rmSync(stampFile(project), { force: true });
    const program = join(project, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    try {
      await withProgress('App: building', () =>
        runCommand(process.execPath, [program, 'build', '--logLevel', 'warn'], { cwd: project }),
      );
    } catch (error) {
      say.problem(`The app could not be built: ${/** @type {Error} */ (error).message}`);
      say.note('To see all of what the build says, type:');
      say.command('npx electron-vite build');
      return false;
    }
    writeJson(stampFile(project), { sources });
    say.ok(`App · built · ${seconds(performance.now() - begun)}`);
    return true;
  });
}
