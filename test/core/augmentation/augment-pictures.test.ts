import { expect, test } from 'vitest';
import { augmentPictures } from '#core/augmentation/augment-pictures';
import { augment } from '#core/graph/augmentation/augment';
import { placeholder } from '#core/graph/ops/arrays';
import { realDataset } from '../../fixtures/real-dataset';
import { openGraph } from '../graph/graph-bench';
import { planOf } from '../tensorflow/graph-support';
import { fashionMnist } from '../../fixtures/fashion-mnist';

const count = 48;
const all = {
  flip: true,
  shift: 3,
  rotate: 25,
  scale: 0.2,
  brightness: 0.2,
  gamma: 0.5,
  erase: 0.4,
  invert: 0.3,
};

const settings: Record<string, unknown>[] = [
  {},
  { flip: true },
  { shift: 4 },
  { flip: true, shift: 2 },
  { rotate: 30 },
  { scale: 0.3 },
  { brightness: 0.3 },
  { gamma: 0.8 },
  { erase: 0.5 },
  { invert: 0.5 },
  all,
];

const ways = ['scheduled', 'compiled'] as const;
const cases = settings.flatMap((augmentation) => ways.map((way) => ({ augmentation, way })));

test.each(cases)('$way, $augmentation: the same pictures as in the graph', async ({ augmentation, way }) => {
  const { train } = await realDataset();
  const pictures = Float32Array.from(
    train.pictures.inMemory!.subarray(0, count * 784),
    (value) => value / 255,
  );
  const plan = planOf({ augmentation, seed: 11 });
  const graph = await openGraph((g) => ({
    changed: augment(
      g,
      plan,
      placeholder(g, 'pictures', 'float', [count, 28, 28, 1]),
      placeholder(g, 'step', 'int32', []),
      way,
    ),
  }));
  for (const step of [0, 1, 500]) {
    const { changed } = graph.run({
      pictures: { shape: [count, 28, 28, 1], values: pictures },
      step: { shape: [], values: Int32Array.of(step) },
    });
    const own = pictures.slice();
    augmentPictures(plan, own, fashionMnist.shape, step);
    const worst = own.reduce((most, value, at) => Math.max(most, Math.abs(value - changed[at]!)), 0);
    // Angles and powers differ by rounding; whole pixels and black rectangles do not.
    expect(worst).toBeLessThan(2e-5);
  }
  graph.dispose();
});
