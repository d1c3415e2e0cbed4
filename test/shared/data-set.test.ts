import { expect, test } from 'vitest';
import { dataSet } from '#shared/contracts/data-set';
import { fashionMnist } from '../fixtures/fashion-mnist';

test('a data set crosses to the window whole', () => {
  expect(dataSet.parse(structuredClone(fashionMnist))).toEqual(fashionMnist);
});

test('one with impossible counts or sides is refused', () => {
  expect(dataSet.safeParse({ ...fashionMnist, parts: { train: [-1], test: [] } }).success).toBe(false);
  const shape = { ...fashionMnist.shape, width: 0 };
  expect(dataSet.safeParse({ ...fashionMnist, shape }).success).toBe(false);
});
