import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explainNoGpu, findCard, whyNoGpu } from '#core/tensorflow/library/no-gpu';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const libraries = '/somewhere/deps/nvidia';
const here = { card: true, driver: true };

/** What TensorFlow 2.21 writes, shortened. */
const skipped = (missing: string): string =>
  `I0000 00:00:1.5 7 dso_loader.cc:133] Successfully opened dynamic library libcudart.so.12
I0000 00:00:1.5 7 dso_loader.cc:144] Could not load dynamic library '${missing}'; dlerror: ${missing}: cannot open shared object file: No such file or directory
W0000 00:00:1.5 7 gpu_device.cc:2365] Cannot dlopen some GPU libraries. Skipping registering GPU devices...`;
const noDriver =
  'E0000 00:00:1.6 7 cuda_platform.cc:52] failed call to cuInit: INTERNAL: CUDA error: Failed call to cuInit: UNKNOWN ERROR (303)';

describe('why no GPU is used', () => {
  test('is nothing where there is no card', async () => {
    expect(whyNoGpu(noDriver, { card: false, driver: false }, libraries)).toBeNull();
    expect(await explainNoGpu(() => Promise.resolve(noDriver))).toBeNull();
  });

  test.each([
    ['a card without a driver', '', { card: true, driver: false }, libraries, /driver/, /nvidia-driver/],
    ['a set-up for the CPU', '', here, null, /set up for the CPU/, /npm run setup:gpu/],
    [
      'a library by its name',
      skipped('libcusolver.so.11'),
      here,
      libraries,
      /libcusolver\.so\.11/,
      /npm run setup:gpu/,
    ],
    ["the driver's own library", skipped('libcuda.so.1'), here, libraries, /libcuda\.so\.1/, /nvidia-driver/],
    ['a driver that does not start', noDriver, here, libraries, /UNKNOWN ERROR \(303\)/, /driver/],
    [
      'cards that are hidden',
      noDriver.replace('UNKNOWN ERROR (303)', 'CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected'),
      here,
      libraries,
      /offers no card/,
      /CUDA_VISIBLE_DEVICES/,
    ],
    [
      'a card that is too old',
      'I0000 gpu_device.cc:2480] Ignoring visible gpu device (device: 0, name: Old, compute capability: 5.2) with Cuda compute capability 5.2. The minimum required Cuda capability is 6.0.',
      here,
      libraries,
      /5\.2.*6\.0/,
      /CPU/,
    ],
    ['what is not known', '', here, libraries, /does not say/, /nvidia-smi/],
  ])('tells %s, with what to do', (_what, log, found, where, reason, remedy) => {
    const why = whyNoGpu(log, found, where);
    expect(why?.reason).toMatch(reason);
    expect(why?.remedy).toMatch(remedy);
  });
});

describe('a card', () => {
  async function machine(files: Record<string, string>): Promise<string> {
    const root = await temporaryFolder();
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return root;
  }
  const device = (name: string, vendor: string, kind: string) => ({
    [`sys/bus/pci/devices/${name}/vendor`]: `${vendor}\n`,
    [`sys/bus/pci/devices/${name}/class`]: `${kind}\n`,
  });

  test.each([
    ['none', {}, { card: false, driver: false }],
    ["another maker's", device('0000:00:02.0', '0x8086', '0x030000'), { card: false, driver: false }],
    ['the sound of one', device('0000:01:00.1', '0x10de', '0x040300'), { card: false, driver: false }],
    ['one without a driver', device('0000:01:00.0', '0x10de', '0x030200'), { card: true, driver: false }],
    ['one with its driver', { 'proc/driver/nvidia/version': 'NVRM' }, { card: true, driver: true }],
  ])('%s is found as it is', async (_what, files, found) => {
    expect(findCard(await machine(files))).toEqual(found);
  });
});
