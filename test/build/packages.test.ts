import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensurePackages, packagesAreReady } from '../../build/setup/packages.mjs';
import { fakeMachine, type FakeMachine } from './support/fake-machine';

let machine: FakeMachine;
let project: string;
const lockFile = {
  packages: {
    '': { name: 'app' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/a-windows': { version: '1.0.0', integrity: 'sha512-w', optional: true },
  },
};
const installed = { packages: { 'node_modules/a': lockFile.packages['node_modules/a'] } };

beforeEach(async () => {
  machine = await fakeMachine();
  project = join(machine.root, 'clone');
  await mkdir(project);
  await writeFile(join(project, 'package-lock.json'), JSON.stringify(lockFile));
});
afterEach(() => machine.remove());

/** An npm that installs what the lock file names, as the real one does: its own list at the very end. */
const workingNpm = `echo "npm $*" >> $LOG
/bin/mkdir -p node_modules/a
echo '${JSON.stringify(installed)}' > node_modules/.package-lock.json`;

it('installs once, and again when the lock file changes', async () => {
  await machine.program('npm', workingNpm);
  expect(packagesAreReady(project)).toBe(false);
  expect(await ensurePackages(project)).toBe(true);
  expect(await ensurePackages(project)).toBe(true);
  expect(await machine.log()).toBe('npm ci --no-audit --no-fund\n');

  const changed = structuredClone(lockFile);
  changed.packages['node_modules/a'].version = '1.0.1';
  await writeFile(join(project, 'package-lock.json'), JSON.stringify(changed));
  expect(packagesAreReady(project)).toBe(false);
});

it('goes on after an installation that was cut off', async () => {
  await mkdir(join(project, 'node_modules/a'), { recursive: true });
  await machine.program('npm', workingNpm);
  expect(packagesAreReady(project)).toBe(false);
  expect(await ensurePackages(project)).toBe(true);
});

it('says why it failed, and the command to type', async () => {
  await machine.program(
    'npm',
    'echo "npm error code ENOTFOUND" >&2; echo "npm error network request to x failed" >&2; exit 1',
  );
  expect(await ensurePackages(project)).toBe(false);
  expect(machine.said()).toContain('network request to x failed');
  expect(machine.said()).toContain('npm ci');
});

it('says when npm itself is missing', async () => {
  expect(await ensurePackages(project)).toBe(false);
  expect(machine.said()).toContain('npm was not found');
});
