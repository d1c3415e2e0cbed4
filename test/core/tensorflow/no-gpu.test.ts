import { expect, test } from 'vitest';
import { explainNoGpu } from '#core/tensorflow/library/no-gpu';

const obstacle = { reason: 'no driver', remedy: 'install it' };
const gpu = { names: ['A card'], driver: '580.1', obstacle: null };
const libraries = '/deps/nvidia';
const log =
  "dso_loader.cc:144] Could not load dynamic library 'libcusolver.so.11'; dlerror: libcusolver.so.11: cannot open";

test.each([
  ['there is no card', { gpu: { ...gpu, names: [] }, libraries }, null],
  ['the driver is missing', { gpu: { ...gpu, obstacle }, libraries }, obstacle],
  [
    'TensorFlow is that of the CPU',
    { gpu, libraries: null },
    { reason: /set up for the CPU/, remedy: /setup:gpu/ },
  ],
  ['a library is missing', { gpu, libraries }, { reason: /libcusolver\.so\.11/, remedy: /setup:gpu/ }],
])(
  'why no GPU is used is told where %s, asking TensorFlow only where nothing else tells',
  async (_what, found, why) => {
    let asked = 0;
    const told = await explainNoGpu(() => Promise.resolve((asked++, log)), found);
    expect(asked).toBe(found.libraries !== null && found.gpu.names.length > 0 && !found.gpu.obstacle ? 1 : 0);
    if (why === null) return expect(told).toBeNull();
    expect(told?.reason).toMatch(why.reason);
    expect(told?.remedy).toMatch(why.remedy);
  },
);
