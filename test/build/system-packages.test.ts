import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { electronNeeds, ensureSystemPackages, testNeeds } from '../../build/setup/system-packages.mjs';
import { fakeMachine, type FakeMachine } from './support/fake-machine';

let machine: FakeMachine;
let libraries: string;
beforeEach(async () => {
  machine = await fakeMachine();
  libraries = join(machine.root, 'libraries');
  await writeFile(
    libraries,
    '\tlibgtk-3.so.0 (libc6,x86-64) => /lib/libgtk-3.so.0\n\tlibnss3.so (libc6) => /lib/x\n',
  );
  await machine.program('ldconfig', `while read -r line; do echo "$line"; done < ${libraries}`);
});
afterEach(() => machine.remove());

/** An apt-get that brings xvfb-run and xauth. */
const workingApt = `echo "apt-get $*" >> $LOG
case "$*" in *install*) for name in xvfb-run xauth; do
  echo '#!/bin/sh' > ${'"$(/usr/bin/dirname "$0")"'}/$name; /bin/chmod +x ${'"$(/usr/bin/dirname "$0")"'}/$name
done;; esac`;

it('installs, as root, only what is missing', async () => {
  await machine.program('apt-get', workingApt);
  await machine.program('xauth', '');
  expect(await ensureSystemPackages(testNeeds(), { isRoot: true })).toEqual([]);
  expect(await machine.log()).toBe(
    'apt-get -o DPkg::Lock::Timeout=120 update\n' +
      'apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends xvfb\n',
  );
});

it('does nothing when nothing is missing', async () => {
  await machine.program('apt-get', workingApt);
  await machine.program('xauth', '');
  await machine.program('xvfb-run', '');
  await ensureSystemPackages(testNeeds(), { isRoot: true });
  expect(await machine.log()).toBe('');
  expect(machine.said()).toBe('');
});

it('prints, as another user, the command with the names that this release has', async () => {
  await machine.program('apt-get', workingApt);
  await machine.program('apt-cache', '[ "$2" = libasound2t64 ] && echo "Package: $2"');
  const missing = await ensureSystemPackages(await electronNeeds(), { isRoot: false });
  expect(missing.map(({ what }) => what)).toEqual(['libasound.so.2', 'libgbm.so.1', 'libXss.so.1']);
  expect(machine.said()).toContain(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends libasound2t64 libgbm1 libxss1',
  );
  expect(await machine.log()).toBe('');
});

it('looks into the folders of libraries where ldconfig has no cache', async () => {
  await machine.program('ldconfig', 'echo "ldconfig: Can\'t open cache file /etc/ld.so.cache" >&2; exit 1');
  expect((await electronNeeds()).map(({ what }) => what)).toContain('libgtk-3.so.0');
});

it('brings an interrupted installation to its end first', async () => {
  await machine.program('dpkg', `echo "dpkg $*" >> $LOG; echo > ${'$LOG.mended'}`);
  await machine.program(
    'apt-get',
    `case "$*" in *install*) [ -e $LOG.mended ] || { echo "E: dpkg was interrupted" >&2; exit 100; };; esac\n${workingApt}`,
  );
  expect(await ensureSystemPackages(testNeeds(), { isRoot: true })).toEqual([]);
  expect(await machine.log()).toContain('dpkg --configure -a');
});

it('says what apt-get says and the command, when that fails', async () => {
  await machine.program('apt-get', 'echo "E: Failed to fetch the lists" >&2; exit 100');
  expect(await ensureSystemPackages(testNeeds(), { isRoot: true })).toHaveLength(2);
  expect(machine.said()).toMatch(
    /apt-get update failed: E: Failed to fetch[^]*apt-get install .* xvfb xauth/,
  );
});

it('names what is missing where there is no apt-get', async () => {
  await ensureSystemPackages(testNeeds(), { isRoot: true });
  expect(machine.said()).toMatch(/xvfb-run, xauth[^]*package manager/);
});
