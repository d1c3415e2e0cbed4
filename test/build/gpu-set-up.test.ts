import { existsSync } from 'node:fs';
import { readFile, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkedTensorflow, forgetTensorflow } from '../../build/setup/tensorflow-check.mjs';
import { needsBuild } from '../../build/setup/tensorflow-sets.mjs';
import { ensureTensorflow } from '../../build/setup/tensorflow.mjs';
import { fakeClone, repin, tamperWith, unpublish, type FakeClone } from './support/fake-clone';
import type { FakeMachine } from './support/fake-machine';

let clone: FakeClone;
let machine: FakeMachine;

beforeEach(async () => {
  clone = await fakeClone();
  ({ machine } = clone);
  await clone.workingPip();
  await clone.workingCompiler();
});
afterEach(() => machine.remove());

const ensure = (): Promise<boolean> => ensureTensorflow(clone.project, clone.root);
const checked = () => checkedTensorflow(clone.project, clone.root);
const fetched = async (): Promise<string[]> =>
  [...(await machine.log()).matchAll(/^pip (.*)==/gm)].map(([, name]) => name!);

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('with an NVIDIA GPU', () => {
  beforeEach(() => clone.installGpu('570.86.15'));

  it('fetches the GPU wheels one by one and keeps what TensorFlow opens of them', async () => {
    await clone.checkSays('gpu', { gpu: true });
    expect(await ensure()).toBe(true);
    expect(checked()).toEqual({ version: '2.21.0', gpu: true });
    expect(machine.said()).toContain('TensorFlow 2.21.0 · GPU · from the tensorflow wheel by pip');
    expect(await fetched()).toEqual(['tensorflow', 'nvidia-cublas-cu12', 'nvidia-cusolver-cu12']);
    const nvidia = join(clone.deps, 'nvidia');
    expect(existsSync(join(nvidia, 'cublas/include'))).toBe(false);
    expect(existsSync(join(nvidia, 'cusolver/lib/libcusolverMg.so.11'))).toBe(false);
    expect(await readFile(join(nvidia, 'cublas/lib/libcusolver.so.11'), 'utf8')).toContain('cusolver');
  });

  it('says why TensorFlow does not take the GPU, and looks again when the driver changes', async () => {
    const log =
      "I0000 00:00:1.0 7 dso_loader.cc:144] Could not load dynamic library 'libcufft.so.11'; dlerror: libcufft.so.11: cannot open shared object file: No such file or directory; LD_LIBRARY_PATH: /x";
    await clone.checkSays('gpu', { gpu: false, log });
    expect(await ensure()).toBe(true);
    expect(machine.said()).toMatch(
      /NVIDIA H100: not used, training runs on the CPU: .*libcufft\.so\.11[^]*What to do: [^]*npm run setup:gpu/,
    );
    expect(checked()?.noGpu?.reason).toContain('libcufft.so.11');

    await clone.checkSays('gpu', { gpu: true });
    expect(checked()?.gpu).toBe(false);
    await clone.installGpu('580.65.06');
    expect(checked()).toBeUndefined();
    expect(await ensure()).toBe(true);
    expect(checked()).toEqual({ version: '2.21.0', gpu: true });
    expect(await fetched()).toHaveLength(3);
  });

  it('takes the CPU wheel when the GPU set-up fails, and tries again only when asked to', async () => {
    await clone.checkSays('gpu', { gpu: true });
    await tamperWith(clone, 'nvidia-cusolver-cu12');
    expect(await ensure()).toBe(true);
    expect(machine.said()).toMatch(
      /tensorflow wheel by pip failed: nvidia-cusolver-cu12 1\.0 is not the file that was pinned[^]*TensorFlow 2\.21\.0 · CPU[^]*its set-up failed[^]*npm run setup:gpu/,
    );
    expect(machine.said()).toMatch(/unpacked of the GPU libraries, .* MB, stays in .*downloads/);
    expect(checked()).toMatchObject({ gpu: false, noGpu: { remedy: 'npm run setup:gpu' } });
    const before = await fetched();
    expect(await ensure()).toBe(true);
    expect(await fetched()).toEqual(before);

    forgetTensorflow(clone.project);
    expect(await ensure()).toBe(true);
    expect(await fetched()).toEqual([...before, 'nvidia-cusolver-cu12']);
  });

  it('keeps a TensorFlow that works when neither GPU nor CPU wheels can be had', async () => {
    await rm(clone.root, { recursive: true });
    await ensure();
    await clone.installGpu('570.86.15');
    await machine.program('python3', 'echo "ERROR: no network" >&2; [ "$3" = --version ]');
    expect(await ensure()).toBe(true);
    expect(await readFile(clone.addon, 'utf8')).toContain('addon works');
    expect(checked()).toMatchObject({
      gpu: false,
      noGpu: { reason: expect.stringContaining('no network') as string },
    });
    expect(await machine.log()).not.toContain('installer');
  });

  it('keeps what it downloaded when the GPU fails where it is tried, and trains with the CPU wheel', async () => {
    await clone.checkSays('gpu', { gpu: true, fails: 'CUDA error: ECC' });
    expect(await ensure()).toBe(true);
    expect(checked()?.noGpu?.reason).toContain('CUDA error: ECC');
    expect(existsSync(join(clone.deps, 'nvidia'))).toBe(false);
    const before = await fetched();

    await clone.checkSays('gpu', { gpu: true });
    forgetTensorflow(clone.project);
    expect(await ensure()).toBe(true);
    expect(checked()).toEqual({ version: '2.21.0', gpu: true });
    expect(await fetched()).toEqual(before);
  });

  it('takes the GPU libraries without the GPU where it fails and nothing else can be had', async () => {
    await clone.checkSays('gpu', { gpu: true, fails: 'CUDA error: ECC' });
    await unpublish(clone, 'tensorflow-cpu');
    expect(await ensure()).toBe(true);
    expect(existsSync(join(clone.deps, 'nvidia'))).toBe(true);
    expect(checked()).toMatchObject({
      gpu: false,
      noGpu: { reason: expect.stringContaining('ECC') as string },
    });
  });

  it('removes what it downloaded when that does not compute on the CPU either', async () => {
    await clone.workingCompiler('something else');
    expect(await ensure()).toBe(false);
    expect(await readdir(join(machine.cache, 'tensorflow'))).toEqual([]);
  });

  it('downloads nothing where the compiler is missing, and says so once', async () => {
    await rm(join(machine.root, 'programs/g++'));
    expect(await ensure()).toBe(false);
    expect(await fetched()).toEqual([]);
    expect(machine.said().match(/apt-get install g\+\+/g)).toHaveLength(1);
  });

  it('replaces a GPU set of other pins', async () => {
    await clone.checkSays('gpu', { gpu: true });
    await ensure();
    await repin(clone, '2.22.0');
    expect(checked()).toBeUndefined();
    expect(await ensure()).toBe(true);
    expect(await readlink(clone.deps)).toContain('2.22.0-gpu');
  });

  it('puts back what an interrupted set-up had moved away', async () => {
    await rm(clone.root, { recursive: true });
    await ensure();
    for (const name of ['deps', 'lib']) {
      const path = join(clone.deps, '..', name);
      await rename(path, `${path}.before`);
      await symlink('nowhere', path);
    }
    forgetTensorflow(clone.project);
    expect(await ensure()).toBe(true);
    expect(machine.said()).toContain('already there');
    expect(await fetched()).toHaveLength(1);
  });

  it('goes on after an interrupted download with the wheels that are left', async () => {
    await clone.checkSays('gpu', { gpu: true });
    const republish = await unpublish(clone, 'nvidia-cusolver-cu12');
    await ensure();
    await republish();
    forgetTensorflow(clone.project);
    await ensure();
    expect(checked()?.gpu).toBe(true);
    const names = await fetched();
    expect(names.filter((name) => name === 'tensorflow')).toHaveLength(1);
    expect(names.filter((name) => name === 'nvidia-cublas-cu12')).toHaveLength(1);
  });
});

it.runIf(process.platform === 'linux')(
  'asks for a compiler only where the addon is to be compiled',
  async () => {
    const needs = () => needsBuild(clone.project, clone.root);
    expect(needs()).toBe(true);
    await ensure();
    forgetTensorflow(clone.project);
    expect(needs()).toBe(false);
    await rm(clone.deps);
    await rm(join(clone.addon, '../..'));
    expect(needs()).toBe(false);
    await repin(clone, '2.22.0');
    expect(needs()).toBe(true);
  },
);

it('sets the GPU up on a machine that had none before', async () => {
  expect(await ensure()).toBe(true);
  expect(checked()).toEqual({ version: '2.21.0', gpu: false });
  expect(await fetched()).toEqual(['tensorflow-cpu']);
  if (process.arch !== 'x64') return;

  await clone.installGpu('570.86.15');
  await clone.checkSays('gpu', { gpu: true });
  expect(checked()).toBeUndefined();
  expect(await ensure()).toBe(true);
  expect(checked()).toEqual({ version: '2.21.0', gpu: true });
});

it('downloads no GPU wheels where the driver is missing, and says so', async () => {
  await clone.installGpu('570.86.15');
  await rm(join(clone.root, 'usr/lib/libcuda.so.1'));
  expect(await ensure()).toBe(true);
  expect(await fetched()).toEqual(['tensorflow-cpu']);
  expect(checked()?.noGpu?.reason).toBeDefined();
  if (process.arch === 'x64')
    expect(machine.said()).toMatch(/libcuda\.so\.1, was not found[^]*install NVIDIA/);
});
