import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findNvidiaGpu } from '../../../src/core/tensorflow/library/nvidia-gpu.mjs';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wardrobe-gpu-'));
  // The machine that the test runs on may have a driver.
  vi.stubEnv('PATH', root);
  vi.stubEnv('LD_LIBRARY_PATH', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

async function put(file: string, content = ''): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), content);
}

const driver = (version: string): Promise<void> =>
  put('proc/driver/nvidia/version', `NVRM version: NVIDIA UNIX x86_64 Kernel Module  ${version}  Wed\n`);

async function onBus(vendor: string): Promise<void> {
  await put('sys/bus/pci/devices/0000:01:00.0/vendor', `${vendor}\n`);
  await put('sys/bus/pci/devices/0000:01:00.0/class', '0x030000\n');
}

it('finds none on a machine without one', async () => {
  await onBus('0x8086');
  expect(findNvidiaGpu(root, 'x64')).toEqual({ names: [], driver: null, obstacle: null });
});

it('tells names and driver', async () => {
  await driver('570.86.15');
  await put('proc/driver/nvidia/gpus/0000:01:00.0/information', 'Model: \t\t NVIDIA H100 80GB HBM3\n');
  await put('etc/ld.so.cache', '\0libcuda.so.1\0/usr/lib/libcuda.so.1\0');
  expect(findNvidiaGpu(root, 'x64')).toEqual({
    names: ['NVIDIA H100 80GB HBM3'],
    driver: '570.86.15',
    obstacle: null,
  });
});

it('says that a GPU has no driver', async () => {
  await onBus('0x10de');
  const { names, obstacle } = findNvidiaGpu(root, 'x64');
  expect(names).toEqual(['NVIDIA GPU']);
  expect(obstacle?.reason).toBe("NVIDIA's driver was not found");
  expect(obstacle?.remedy).toContain('install');
});

it("says that the driver's library is missing, as in a container without access to the GPU", async () => {
  await onBus('0x10de');
  await driver('570.86.15');
  const { obstacle } = findNvidiaGpu(root, 'x64');
  expect(obstacle?.reason).toContain('libcuda.so.1');
  expect(obstacle?.remedy).toContain('--gpus all');
});

it('says that the driver is too old for CUDA 12', async () => {
  await put('usr/lib/libcuda.so.1');
  await driver('470.256.02');
  expect(findNvidiaGpu(root, 'x64').obstacle?.reason).toContain('470.256.02, is too old');
  await driver('525.60.13');
  expect(findNvidiaGpu(root, 'x64').obstacle).toBeNull();
});

it("does not take the driver's program for its library", async () => {
  await driver('570.86.15');
  await put('nvidia-smi');
  expect(findNvidiaGpu(root, 'x64').obstacle?.reason).toContain('libcuda.so.1');
});

it("finds the GPU that Windows' subsystem for Linux hands on", async () => {
  await put('dev/dxg');
  await put('etc/ld.so.cache', 'libcuda.so.1');
  expect(findNvidiaGpu(root, 'x64')).toEqual({ names: ['NVIDIA GPU'], driver: null, obstacle: null });
});

it('says that there are no GPU wheels for other processors', async () => {
  await driver('570.86.15');
  await put('usr/lib/libcuda.so.1');
  const { obstacle } = findNvidiaGpu(root, 'arm64');
  expect(obstacle?.reason).toContain('arm64');
  expect(obstacle?.remedy).toBeNull();
});
