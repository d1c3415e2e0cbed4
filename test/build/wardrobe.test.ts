import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const here = resolve(import.meta.dirname, '../..');
let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'wardrobe-clone-'));
  for (const name of ['build', 'package.json', 'package-lock.json', 'src']) {
    cpSync(join(here, name), join(clone, name), { recursive: true });
  }
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

const doctor = (...args: string[]) => wardrobe('doctor', ...args);

function wardrobe(...args: string[]) {
  const env = { ...process.env, WARDROBE_CACHE: join(clone, 'cache'), WARDROBE_HOME: join(clone, 'home') };
  const program = join(clone, 'build/wardrobe.mjs');
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: clone, env });
}

it('tells in a new clone what is missing and how to get it, and changes nothing', () => {
  const before = readdirSync(clone);
  const { status, stdout, stderr } = doctor();
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain(`✓ Node        ${process.versions.node}`);
  for (const part of ['Packages', 'Electron', 'TensorFlow', 'App', 'Data set']) {
    expect(stdout).toMatch(new RegExp(`^! ${part}.*\\n +to get it: npm `, 'm'));
  }
  expect(readdirSync(clone)).toEqual(before);
});

it('tells the same as lines of JSON', () => {
  const lines = doctor('--json')
    .stdout.trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toContainEqual({
    event: 'finding',
    part: 'Packages',
    ready: false,
    detail: 'not installed, or not those of package-lock.json',
    remedy: 'npm start',
  });
});

it('says in a clone that it may not write why nothing can be set up, without a stack trace', () => {
  // In the way of the folder of locks, as its owner would be for someone else.
  writeFileSync(join(clone, '.cache'), '');
  const { status, stderr } = wardrobe('runs');
  expect(status).toBe(1);
  expect(stderr).toMatch(/Packages: E\w+: .*\.cache'[^]*Check who may write in /);
  expect(stderr).not.toMatch(/^ +at /m);
});
