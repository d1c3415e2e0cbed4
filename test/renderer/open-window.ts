import { vi } from 'vitest';
import { createFakeBridge, type FakeBridge, type Facts, type Scenario } from '../fakes/fake-bridge';
import { findPreset } from '../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const perClass = (count: number) => Array.from({ length: 10 }, () => count);

/** Facts without pictures, for tests of the state alone. */
const facts: Facts = {
  split: () => ({ train: perClass(5400), validation: perClass(600), test: perClass(1000) }),
  pictures: () => ({ total: 0, indices: [], labels: new Uint16Array(), pixels: new Uint8Array() }),
  cell: () => ({ total: 0, indices: [], pixels: new Uint8Array(), probabilities: [] }),
  compare: () => ({
    examples: 10_000,
    correct: [8740, 8851],
    bothCorrect: 8539,
    mcnemar: { fixed: 312, broken: 201, method: 'chi-square', statistic: 23.6, pValue: 1.2e-6 },
    difference: { value: 0.0111, interval: [0.0067, 0.0155] },
    fixedPerClass: perClass(31),
    brokenPerClass: perClass(20),
  }),
  changed: () => ({
    total: 0,
    indices: [],
    labels: new Uint16Array(),
    pixels: new Uint8Array(),
    first: [],
    second: [],
  }),
  evaluation: {
    examples: 10_000,
    correct: 8740,
    accuracy: 0.874,
    balancedAccuracy: 0.874,
    interval: [0.867, 0.88],
    loss: 0.36,
    confusion: perClass(0).map((_, row) => perClass(0).map((__, column) => (row === column ? 874 : 14))),
    perClass: perClass(0).map(() => ({ precision: 0.874, recall: 0.874, f1: 0.874, support: 1000 })),
  },
  curves: [],
  run: { data: null, versions: null, timings: null, error: null, note: '' },
  model: { plan, tensors: [], weights: new Uint8Array() },
};

/** Puts a window with a fake bridge in place. The modules under test are to be imported after it. */
export function openWindow(scenario: Partial<Scenario> = {}): FakeBridge {
  vi.resetModules();
  const fake = createFakeBridge(facts, {
    dataset: { status: 'missing' },
    training: { status: 'idle', ended: null },
    curves: [],
    runs: [],
    plan,
    engine: null,
    ...scenario,
  });
  vi.stubGlobal('window', {
    wardrobe: fake.bridge,
    location: { hash: '' },
    addEventListener() {},
    removeEventListener() {},
  });
  return fake;
}

/** Lets answers arrive that are on their way. */
export const settled = () => new Promise((resolve) => setTimeout(resolve));
