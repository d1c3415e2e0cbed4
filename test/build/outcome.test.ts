import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPlaywrightReport, readVitestReport, summarise } from '../../build/test/outcome.mjs';
import { outcomeOf } from '../../build/test/runners.mjs';

const packages = resolve(import.meta.dirname, '../../node_modules');
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wardrobe-outcome-'));
  await symlink(packages, join(root, 'node_modules'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

/** A runner's report on test files of this folder. */
async function reportOf(script: string, args: string[]): Promise<unknown> {
  const env: NodeJS.ProcessEnv = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: join(root, 'report.json') };
  for (const name of Object.keys(env)) if (/^(VITEST|TEST|PLAYWRIGHT_TEST)/.test(name)) delete env[name];
  spawnSync(process.execPath, [join(packages, script), ...args], { cwd: root, env });
  return JSON.parse(await readFile(join(root, 'report.json'), 'utf8'));
}

it('reads what vitest reports, files that do not load and stray errors included', async () => {
  await writeFile(
    join(root, 'a.test.js'),
    `import { it, expect } from 'vitest';
     it('holds', () => {}); it('breaks', () => expect(1).toBe(2)); it.skip('waits', () => {});`,
  );
  await writeFile(join(root, 'b.test.js'), `import './absent.js';`);
  const args = ['run', '--root', root, '--reporter=json', `--outputFile=${join(root, 'report.json')}`];
  const outcome = readVitestReport(await reportOf('vitest/vitest.mjs', args));
  expect(outcome).toMatchObject({ passed: 1, skipped: 1 });
  expect(outcome.failed).toHaveLength(2);
  expect(outcome.failed.join('\n')).toMatch(/breaks/);
  expect(outcome.failed.join('\n')).toMatch(/b\.test\.js/);

  const stray = { success: false, testResults: [{ name: 'c', status: 'passed', assertionResults: [] }] };
  expect(readVitestReport(stray).failed).toEqual(['vitest: an error outside of tests']);
});

it('reads what Playwright reports, errors outside of tests included', async () => {
  await writeFile(
    join(root, 'a.spec.js'),
    `import { test, expect } from '@playwright/test';
     test('holds', () => {}); test.describe('deep', () => test('breaks', () => expect(1).toBe(2))); test.skip('waits', () => {});`,
  );
  await writeFile(join(root, 'package.json'), '{"type":"module"}');
  const outcome = readPlaywrightReport(
    await reportOf('@playwright/test/cli.js', ['test', '--reporter=json']),
  );
  expect(outcome).toMatchObject({ passed: 1, skipped: 1 });
  expect(outcome.failed).toEqual(['a.spec.js › deep › breaks']);
  expect(readPlaywrightReport({ suites: [], errors: [{ message: 'no config\nat x' }] }).failed).toEqual([
    'Playwright: no config',
  ]);
});

describe('a test runner', () => {
  const runner = { name: 'Some tests', subset: 'unit', file: '', args: [], read: readVitestReport } as const;
  const failed = (report: string, failure?: Error) =>
    outcomeOf({ ...runner, args: [] }, join(root, report), failure).failed;

  it('fails when it ends without a report, with half of one, or with no test', async () => {
    expect(failed('absent.json', new Error('killed'))).toEqual([
      'Some tests: it ended without a report (killed)',
    ]);
    await writeFile(join(root, 'half.json'), '{"testResults":[');
    expect(failed('half.json')).toHaveLength(1);
    await writeFile(join(root, 'none.json'), '{"success":true,"testResults":[]}');
    expect(failed('none.json')).toEqual(['Some tests: it ran no test']);
  });

  it('fails when all tests passed and it still ended badly', async () => {
    const assertionResults = [{ status: 'passed', fullName: 'holds' }];
    const report = { success: true, testResults: [{ name: 'a', status: 'passed', assertionResults }] };
    await writeFile(join(root, 'report.json'), JSON.stringify(report));
    expect(failed('report.json')).toEqual([]);
    expect(failed('report.json', new Error('ended with SIGSEGV'))).toEqual([
      'Some tests: ended with SIGSEGV',
    ]);
  });
});

describe('the last line', () => {
  it('counts all runners and names what failed before', () => {
    const { text, exitCode } = summarise([
      { passed: 1, failed: [] },
      { passed: 20, failed: ['a › b', 'c'], skipped: 3 },
    ]);
    expect(lastLine(text)).toBe('21 passed, 2 failed');
    expect(text).toContain('  a › b\n  c\n');
    expect(text).toContain('3 skipped\n');
    expect(exitCode).toBe(1);
  });

  it('is all of it when everything passed', () => {
    expect(summarise([{ passed: 7, failed: [] }])).toEqual({ text: '7 passed, 0 failed\n', exitCode: 0 });
  });

  it('is a failure when nothing was run', () => {
    const { text, exitCode } = summarise([]);
    expect(lastLine(text)).toBe('0 passed, 1 failed');
    expect(exitCode).toBe(1);
  });
});
