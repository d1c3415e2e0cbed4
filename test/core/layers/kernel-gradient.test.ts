import { describe, expect, test } from 'vitest';
import { compileProgram } from '#core/graph/program/training-program';
import { layerSchema } from '#core/layers/registry';
import { openLayers } from '../graph/graph-bench';
import { fashionMnist, findPreset } from '../../fixtures/fashion-mnist';

const windows = [
  { kernelSize: 3, padding: 'valid' },
  { kernelSize: 3, padding: 'same' },
  { kernelSize: 4, padding: 'same' },
  { kernelSize: 5, padding: 'same' },
];

async function kernelGradients(window: object, exchangesKernels: boolean): Promise<number[]> {
  const layer = layerSchema.parse({ type: 'conv2d', filters: 40, ...window });
  const { graph, fed } = await openLayers([layer], [6, 5, 36], { exchangesKernels });
  const gradients = graph.run(fed, ['0.kernel'])['0.kernel']!;
  graph.dispose();
  return gradients;
}

// The plain way is checked against finite differences.
test.each(windows)(
  'by exchange a kernel gets the gradient that it gets the plain way: %o',
  async (window) => {
    const [plain, exchanged] = [await kernelGradients(window, false), await kernelGradients(window, true)];
    expect(exchanged.length).toBe(plain.length);
    const largest = Math.max(...plain.map(Math.abs));
    const worst = Math.max(...plain.map((value, place) => Math.abs(value - exchanged[place]!)));
    expect(largest).toBeGreaterThan(0.1);
    expect(worst / largest).toBeLessThan(1e-5);
  },
);

describe('kernels that get theirs by exchange', () => {
  const plainOnes = (preset: string, exchangesKernels: boolean): number => {
    const { plan } = findPreset(preset)!;
    const { graph } = compileProgram({
      plan,
      dataSet: fashionMnist,
      totalSteps: 10,
      pictures: 1000,
      isChunked: false,
      classWeights: null,
      device: 'cpu',
      exact: true,
      exchangesKernels,
    });
    const nodes = graph.functions.flatMap((one) => one.nodes);
    return nodes.filter(({ op }) => op === 'Conv2DBackpropFilter').length;
  };

  test('are those with enough work for what must change places, on small pictures', () => {
    expect(plainOnes('strong', true)).toBe(1);
    expect(plainOnes('convolutional', true)).toBe(1);
  });

  test('are none where it does not pay', () => {
    expect(plainOnes('strong', false)).toBe(5);
    expect(plainOnes('convolutional', false)).toBe(2);
  });
});
