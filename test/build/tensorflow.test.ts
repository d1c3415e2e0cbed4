import { existsSync } from 'node:fs';
import { mkdir, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecord } from '../../build/setup/record.mjs';
import { checkedTensorflow } from '../../build/setup/tensorflow-check.mjs';
import { ensureTensorflow } from '../../build/setup/tensorflow.mjs';
import { placeOf } from '../../build/setup/wheel-files.mjs';
import { fakeClone, repin, takeBytes, tamperWith, unpublish, type FakeClone } from './support/fake-clone';
import type { FakeMachine } from './support/fake-machine';

let clone: FakeClone;
let machine: FakeMachine;
let project: string;
let addon: string;

beforeEach(async () => {
  clone = await fakeClone();
  ({ machine, project, addon } = clone);
});
afterEach(() => machine.remove());

const ensure = (): Promise<boolean> => ensureTensorflow(project, clone.root);
const checked = () => checkedTensorflow(project, clone.root);

describe('from the wheel', () => {
  it('unpacks the library, compiles the addon, tries it, and keeps both for other clones', async () => {
    await clone.workingPip();
    await clone.workingCompiler();
    expect(await ensure()).toBe(true);
    expect(checked()).toEqual({ version: '2.21.0', gpu: false });
    expect((await readdir(join(clone.deps, 'lib'))).sort()).toEqual([
      'libtensorflow.so',
      'libtensorflow.so.2',
      'libtensorflow_cc.so.2',
      'libtensorflow_framework.so',
      'libtensorflow_framework.so.2',
    ]);
    expect(existsSync(join(clone.deps, 'include/tensorflow/c/c_api.h'))).toBe(true);
    expect(readRecord('tensorflow')).toMatchObject({
      version: '2.21.0',
      source: 'the tensorflow-cpu wheel by pip',
    });
    expect(await readdir(join(machine.cache, 'downloads'))).toEqual([]);

    const before = await machine.log();
    await rm(join(project, 'node_modules/.wardrobe'), { recursive: true });
    await rm(clone.deps);
    await rm(join(addon, '../..'));
    expect(await ensure()).toBe(true);
    expect(machine.said()).toContain('already in the cache');
    expect(await machine.log()).toBe(before);
  });

  it('does not download again after an interruption between download and addon', async () => {
    await clone.workingPip();
    await machine.program('g++', 'echo "cc1plus: error: killed" >&2; exit 1');
    expect(await ensure()).toBe(false);
    await clone.workingCompiler();
    expect(await ensure()).toBe(true);
    expect((await machine.log()).match(/^pip /gm)).toHaveLength(1);
  });

  it('needs no room for what is unpacked already', async () => {
    await clone.workingPip();
    await clone.workingCompiler();
    await takeBytes(clone, 1e18);
    expect(await ensure()).toBe(false);
    expect(machine.said()).toContain('no space');
    expect(await machine.log()).not.toContain('pip');

    await takeBytes(clone, 1);
    await machine.program('g++', 'echo "cc1plus: error: killed" >&2; exit 1');
    expect(await ensure()).toBe(false);
    await takeBytes(clone, 1e18);
    await clone.workingCompiler();
    expect(await ensure()).toBe(true);
  });

  it('does not keep an addon that does not load', async () => {
    await clone.workingPip();
    await clone.workingCompiler('something else');
    expect(await ensure()).toBe(false);
    expect(machine.said()).toContain('wheel by pip failed: undefined symbol TF_X');
    expect(existsSync(addon)).toBe(false);
    expect(await readdir(join(machine.cache, 'tensorflow'))).toEqual([]);
  });

  it('replaces a set of other pins, and keeps it where the pinned one can not be had', async () => {
    await clone.workingPip();
    await clone.workingCompiler();
    expect(await ensure()).toBe(true);
    await repin(clone, '2.22.0');
    const republish = await unpublish(clone, 'tensorflow-cpu');
    expect(checked()).toBeUndefined();
    expect(await ensure()).toBe(true);
    expect(await readlink(clone.deps)).toContain('2.21.0-cpu');
    const before = await machine.log();
    expect(await ensure()).toBe(true);
    expect(await machine.log()).toBe(before);

    await repin(clone, '2.23.0');
    await republish();
    expect(await ensure()).toBe(true);
    expect(await readlink(clone.deps)).toContain('2.23.0-cpu');
  });

  it('refuses a wheel whose content is not what was pinned', async () => {
    await clone.workingPip();
    await clone.workingCompiler();
    await tamperWith(clone, 'tensorflow-cpu');
    expect(await ensure()).toBe(false);
    expect(machine.said()).toContain('tensorflow-cpu 1.0 is not the file that was pinned');
    expect(await readdir(join(machine.cache, 'downloads'))).toEqual([]);
    expect(await machine.log()).not.toContain('g++');
  });
});

describe('when sources fail', () => {
  it('goes on to the installer, then says that the fallback engine trains', async () => {
    await clone.workingCompiler();
    await machine.program(
      'python3',
      'echo "ERROR: No matching distribution found for tensorflow-cpu" >&2; [ "$3" = --version ]',
    );
    expect(await ensure()).toBe(false);
    expect(machine.said()).toMatch(
      /wheel by pip failed: ERROR: No matching distribution[^]*own installer failed: .*storage is closed[^]*WebAssembly[^]*npm start/,
    );
    expect(await machine.log()).toBe('installer\n');
    expect(readRecord('tensorflow')?.attempts).toHaveLength(2);
    expect(readRecord('tensorflow')?.source).toBeUndefined();
  });

  it('says how to get pip where it is missing', async () => {
    await clone.workingCompiler();
    await machine.program('python3', 'echo "No module named pip" >&2; exit 1');
    await ensure();
    expect(machine.said()).toContain('apt-get install python3-pip');
  });

  it('says how to get a compiler where it is missing', async () => {
    await clone.workingPip();
    await ensure();
    expect(machine.said()).toContain('apt-get install g++');
  });
});

it('uses an addon that loads already', async () => {
  await mkdir(join(addon, '..'), { recursive: true });
  await writeFile(addon, 'addon works');
  expect(await ensure()).toBe(true);
  expect(machine.said()).toContain('already there');
  expect(await machine.log()).toBe('');
});

it('tries the addon again when it has changed', async () => {
  await mkdir(join(addon, '..'), { recursive: true });
  await writeFile(addon, 'addon works');
  await ensure();
  expect(checked()).toBeDefined();
  await writeFile(addon, 'addon works no more');
  expect(checked()).toBeUndefined();
});

it('keeps of a wheel what TensorFlow opens and what the addon is built with', () => {
  const tensorflow = (name: string): string | undefined => placeOf('tensorflow', `tensorflow/${name}`);
  expect(tensorflow('libtensorflow_cc.so.2')).toBe('lib/libtensorflow_cc.so.2');
  expect(tensorflow('include/tsl/platform/status.h')).toBe('include/tsl/platform/status.h');
  expect(tensorflow('include/external/curl/curl.h')).toBeUndefined();
  expect(tensorflow('python/_pywrap.so')).toBeUndefined();
  const ptxas = 'nvidia/cuda_nvcc/bin/ptxas';
  expect(placeOf('nvidia-cuda-nvcc-cu12', ptxas)).toBe(ptxas);
  expect(placeOf('nvidia-cuda-nvrtc-cu12', 'nvidia/cuda_nvrtc/lib/libnvrtc.alt.so.12')).toBeUndefined();
  expect(placeOf('nvidia-cublas-cu12', 'nvidia/cublas/include/cublas.h')).toBeUndefined();
});
