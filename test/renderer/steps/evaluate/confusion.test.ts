import { expect, test } from 'vitest';
import {
  cellAfterKey,
  cellTitle,
  countOf,
  mostMixedUp,
  worstCell,
} from '../../../../src/renderer/steps/evaluate/confusion';
import { classNames } from '../../../fixtures/fashion-mnist';

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
  expect(mostMixedUp(confusion, classNames)).toEqual({ names: ['T-shirt/top', 'Shirt'], times: 212 });
  expect(
    mostMixedUp(
      classNames.map(() => classNames.map(() => 0)),
      classNames,
    ),
  ).toBeNull();
});

test('cells in words', () => {
  expect(cellTitle({ trueClass: 6, predictedClass: 0 }, classNames)).toBe('Shirt, taken for T-shirt/top');
  expect(cellTitle({ trueClass: 6, predictedClass: 6 }, classNames)).toBe('Shirt, correct');
});

test('the arrow keys walk and stay inside', () => {
  const corner = { trueClass: 0, predictedClass: 9 };
  expect(cellAfterKey('ArrowUp', corner, classNames.length)).toEqual(corner);
  expect(cellAfterKey('ArrowRight', corner, classNames.length)).toEqual(corner);
  expect(cellAfterKey('ArrowDown', corner, classNames.length)).toEqual({ trueClass: 1, predictedClass: 9 });
  expect(cellAfterKey('ArrowLeft', corner, classNames.length)).toEqual({ trueClass: 0, predictedClass: 8 });
  expect(cellAfterKey('Home', corner, classNames.length)).toEqual({ trueClass: 0, predictedClass: 0 });
  expect(cellAfterKey('Tab', corner, classNames.length)).toBeNull();
});
