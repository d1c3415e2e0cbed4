import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { multiplyAdds } from '#core/model/multiply-adds';
import { presetsFor } from '#core/model/presets';
import { stepsPerEpoch, trainingPictures, validationPictures } from '#core/model/run-size';
import { checkPlan, countParameters } from '#core/model/shapes';
import { dimensionsOf, pictureCount, type PictureShape } from '#core/domain/data-set';
import { presets } from '../../fixtures/fashion-mnist';
import { ownDataSet } from '../../fixtures/drawn-sets';

test('the plans for Fashion-MNIST are those that its figures were measured with', () => {
  const file = fileURLToPath(new URL('../../fixtures/fashion-mnist-plans.json', import.meta.url));
  const measured = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>;
  expect(Object.keys(measured)).toEqual(presets.map(({ id }) => id));
  // What plans have learnt to say since then is off.
  for (const { id, plan } of presets) expect(plan).toMatchObject(measured[id]!);
});

const sides = [8, 9, 12, 16, 20, 28, 31, 32, 48, 64, 96, 100, 128, 200, 224, 255, 256];
const shapes: PictureShape[] = sides.flatMap((height) =>
  sides.flatMap((width) => [1, 3].map((channels) => ({ height, width, channels }))),
);
const equal = (classes: number, count: number) => Array<number>(classes).fill(count);
const offered = (shape: PictureShape, train: number[]) => {
  const dataSet = ownDataSet(shape, { train });
  return presetsFor(dataSet).map(({ plan, ...preset }) => ({ ...preset, plan, dataSet }));
};

test.each([2, 10, 1000])(
  'with %i classes every preset can be trained on pictures of every shape',
  (classes) => {
    for (const shape of shapes)
      for (const { id, plan, dataSet } of offered(shape, equal(classes, 100))) {
        const where = `${id} on ${shape.height} × ${shape.width} × ${shape.channels}`;
        expect(() => checkPlan(plan, dataSet), where).not.toThrow();
        expect(countParameters(plan.layers, dataSet), where).toBeLessThan(10_000_000);
      }
  },
);

test('large pictures cost no more than twenty times what those of Fashion-MNIST do, and small ones less', () => {
  const cost = (shape: PictureShape) => (id: string) =>
    multiplyAdds(
      offered(shape, equal(10, 100)).find((preset) => preset.id === id)!.plan.layers,
      dimensionsOf(shape),
    );
  const usual = cost({ height: 28, width: 28, channels: 1 });
  const [photo, largest] = [224, 256].map((side) => cost({ height: side, width: side, channels: 3 }));
  for (const id of ['classic', 'convolutional', 'strong', 'outside']) {
    expect(photo!(id) / usual(id), id).toBeLessThan(20);
    expect(largest!(id) / usual(id), id).toBeLessThan(20);
  }
  expect(cost({ height: 8, width: 8, channels: 1 })('convolutional')).toBeLessThan(usual('convolutional'));
});

test.each([
  [2, 10],
  [5, 12],
  [10, 143],
  [40, 30],
  [1000, 20],
])('%i classes of %i pictures are seen often enough and in batches that there are', (classes, count) => {
  for (const { id, plan, dataSet } of offered(
    { height: 64, width: 64, channels: 3 },
    equal(classes, count),
  )) {
    const steps = plan.epochs * stepsPerEpoch(plan, dataSet);
    expect(steps, id).toBeGreaterThanOrEqual(400);
    expect(plan.epochs, id).toBeLessThanOrEqual(200);
    expect(plan.batchSize, id).toBeLessThanOrEqual(trainingPictures(plan, dataSet));
    expect(validationPictures(plan, dataSet), id).toBeGreaterThanOrEqual(classes);
    expect(validationPictures(plan, dataSet), id).toBeLessThanOrEqual(0.25 * classes * count);
  }
});

test('a class of two or three pictures gives one to validation, a class of one none', () => {
  const [{ plan, dataSet }] = offered({ height: 8, width: 8, channels: 1 }, [3, 2, 1]) as [
    ReturnType<typeof offered>[number],
  ];
  expect(validationPictures(plan, dataSet)).toBeGreaterThanOrEqual(2);
  expect(trainingPictures(plan, dataSet)).toBeGreaterThanOrEqual(3);
  const single = offered({ height: 8, width: 8, channels: 1 }, [1, 1])[0]!;
  expect(validationPictures(single.plan, single.dataSet)).toBe(0);
  expect(single.plan.batchSize).toBe(2);
});

test('a million pictures are not seen as often as 60,000', () => {
  for (const { id, plan, dataSet } of offered({ height: 32, width: 32, channels: 3 }, equal(100, 10_000))) {
    expect(plan.epochs, id).toBeLessThanOrEqual(11);
    expect(plan.epochs * pictureCount(dataSet.parts.train), id).toBeLessThan(12_000_000);
  }
});

test('own pictures are moved a little, and not mirrored or inverted unless somebody says that they may be', () => {
  for (const shape of [
    { height: 8, width: 8, channels: 1 },
    { height: 224, width: 100, channels: 3 },
  ])
    for (const { id, plan } of offered(shape, equal(10, 100))) {
      expect(plan.testTimeFlip, id).toBe(false);
      if (id === 'classic') continue;
      expect(plan.augmentation, id).toMatchObject({
        flip: false,
        invert: 0,
        shift: shape.width === 8 ? 1 : 7,
      });
    }
});

test('a shift beyond half of the picture is refused with what is possible', () => {
  const { plan, dataSet } = offered({ height: 8, width: 20, channels: 1 }, equal(2, 50))[1]!;
  const shifted = { ...plan, augmentation: { ...plan.augmentation!, shift: 5 } };
  expect(() => checkPlan(shifted, dataSet)).toThrow(
    /shift of 5 pixels is more than half of pictures of 20 × 8/,
  );
  expect(() =>
    checkPlan({ ...shifted, augmentation: { ...shifted.augmentation, shift: 4 } }, dataSet),
  ).not.toThrow();
});
