/** Everything that `npm test` runs, in order: checks count as one test each, runners as many as they report. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../setup/folders.mjs';
import { withoutLibraryNoise } from '../setup/library-noise.mjs';
import { findProgram, runCommand } from '../setup/run-command.mjs';
import { seconds } from '../setup/say.mjs';
import { readPlaywrightReport, readVitestReport } from './outcome.mjs';

/** @typedef {import('./outcome.mjs').Outcome} Outcome */

/**
 * @typedef {object} Runner
 * @property {string} name
 * @property {'lint' | 'unit' | 'e2e'} subset
 * @property {string} file the program's script, in node_modules
 * @property {string[]} args
 * @property {(report: any) => Outcome} [read] reads the JSON report; a runner without one is a check that counts as one
 * @property {boolean} [needsDisplay]
 */

/** @param {string} project @returns {Runner} */
const typeCheck = (project) => ({
  name: `TypeScript: tsconfig.${project}.json`,
  subset: 'lint',
  file: 'typescript/bin/tsc',
  args: ['--pretty', '-p', `tsconfig.${project}.json`],
});

/** @type {Runner[]} */
export const runners = [
  { name: 'Prettier', subset: 'lint', file: 'prettier/bin/prettier.cjs', args: ['--check', '.'] },
  { name: 'ESLint', subset: 'lint', file: 'eslint/bin/eslint.js', args: ['--max-warnings=0', '.'] },
  ...['node', 'pure', 'preload', 'e2e', 'build'].map(typeCheck),
  {
    name: 'Svelte: tsconfig.web.json',
    subset: 'lint',
    file: 'svelte-check/bin/svelte-check',
    args: ['--tsconfig', 'tsconfig.web.json', '--fail-on-warnings'],
  },
  {
    name: 'Unit tests: vitest',
    subset: 'unit',
    file: 'vitest/vitest.mjs',
    args: ['run', '--reporter=default', '--reporter=json', '--outputFile.json={report}'],
    read: readVitestReport,
  },
  {
    name: 'The real app: Playwright',
    subset: 'e2e',
    file: '@playwright/test/cli.js',
    args: ['test', '--reporter=list,json'],
    read: readPlaywrightReport,
    needsDisplay: true,
  },
];

/**
 * Runs one and tells how it went. Never rejects: a runner that crashes is a failure.
 * @param {Runner} runner
 * @returns {Promise<Outcome>}
 */
export async function run(runner) {
  process.stdout.write(`\n── ${runner.name} ──\n`);
  const begun = performance.now();
  const outcome = runner.read ? await runTests(runner) : await runCheck(runner);
  const counts = `${outcome.passed} passed, ${outcome.failed.length} failed`;
  const result = runner.read ? counts : outcome.failed.length === 0 ? 'passed' : 'failed';
  process.stdout.write(`${runner.name}: ${result} · ${seconds(performance.now() - begun)}\n`);
  return outcome;
}

/** @param {Runner} runner @returns {Promise<Outcome>} */
async function runCheck(runner) {
  try {
    await start(runner, runner.args);
    return { passed: 1, failed: [] };
  } catch {
    return { passed: 0, failed: [runner.name] };
  }
}

/** @param {Runner} runner @returns {Promise<Outcome>} */
async function runTests(runner) {
  const folder = mkdtempSync(join(tmpdir(), 'wardrobe-report-'));
  const report = join(folder, 'report.json');
  const args = runner.args.map((arg) => arg.replace('{report}', report));
  try {
    /** @type {Error | undefined} */
    let failure;
    await start(runner, args, { PLAYWRIGHT_JSON_OUTPUT_FILE: report }).catch((error) => (failure = error));
    return outcomeOf(runner, report, failure);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {Runner} runner
 * @param {string} report its file
 * @param {Error | undefined} failure how the program ended, when not well
 * @returns {Outcome}
 */
export function outcomeOf(runner, report, failure) {
  try {
    const outcome = runner.read?.(JSON.parse(readFileSync(report, 'utf8'))) ?? { passed: 0, failed: [] };
    if (outcome.passed + outcome.failed.length === 0) outcome.failed.push(`${runner.name}: it ran no test`);
    if (failure && outcome.failed.length === 0) outcome.failed.push(`${runner.name}: ${failure.message}`);
    return outcome;
  } catch {
    return {
      passed: 0,
      failed: [`${runner.name}: it ended without a report (${failure?.message ?? 'no reason given'})`],
    };
  }
}

/**
 * @param {Runner} runner
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function start({ file, needsDisplay }, args, env = {}) {
  const command = [process.execPath, join(projectFolder, 'node_modules', file), ...args];
  const virtual = needsDisplay && process.platform === 'linux' ? findProgram('xvfb-run') : undefined;
  // A separate screen even where there is one: the tests' windows would take the keyboard.
  if (virtual) command.unshift(virtual, '-a', '--server-args=-screen 0 1600x1000x24');
  const [program, ...rest] = command;
  await runCommand(/** @type {string} */ (program), rest, {
    cwd: projectFolder,
    env: { FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...env },
    onOutput: (chunk) => process.stdout.write(withoutLibraryNoise(chunk.toString())),
  });
}
