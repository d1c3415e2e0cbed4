import { expect, test } from 'vitest';
import { classNames } from '#core/dataset/fashion-mnist';
import {
  cellAfterKey,
  cellTitle,
  countOf,
  mostMixedUp,
  worstCell,
} from '../../../../src/renderer/steps/evaluate/confusion';

const confusion: number[][] = classNames.map((_, row) =>
  classNames.map((__, column) => (row === column ? 900 : 0)),
);
confusion[6]![0] = 118;
confusion[0]![6] = 94;
confusion[4]![2] = 120;

test('the worst cell is never on the diagonal', () => {
  expect(worstCell(confusion)).toEqual({ trueClass: 4, predictedClass: 2 });
  expect(countOf(confusion, worstCell(confusion))).toBe(120);
});

test('a pair is counted in both directions', () => {
  expect(mostMixedUp(confusion)).toEqual({ names: ['T-shirt/top', 'Shirt'], times: 212 });
  expect(mostMixedUp(classNames.map(() => classNames.map(() => 0)))).toBeNull();
});

test('cells in words', () => {
  expect(cellTitle({ trueClass: 6, predictedClass: 0 })).toBe('Shirt, taken for T-shirt/top');
  expect(cellTitle({ trueClass: 6, predictedClass: 6 })).toBe('Shirt, correct');
});

test('the arrow keys walk and stay inside', () => {
  const corner = { trueClass: 0, predictedClass: 9 };
  expect(cellAfterKey('ArrowUp', corner)).toEqual(corner);
  expect(cellAfterKey('ArrowRight', corner)).toEqual(corner);
  expect(cellAfterKey('ArrowDown', corner)).toEqual({ trueClass: 1, predictedClass: 9 });
  expect(cellAfterKey('ArrowLeft', corner)).toEqual({ trueClass: 0, predictedClass: 8 });
  expect(cellAfterKey('Home', corner)).toEqual({ trueClass: 0, predictedClass: 0 });
  expect(cellAfterKey('Tab', corner)).toBeNull();
});
